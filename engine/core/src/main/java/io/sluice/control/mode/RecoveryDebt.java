package io.sluice.control.mode;

import io.sluice.codec.ReasonCode;
import io.sluice.codec.RecoveryStage;

/** The recovery that is owed (M-3), as the causes see it. */
public interface RecoveryDebt {
    /** Whether one is owed. */
    boolean isOwed();

    /** Its stage, while one is owed. */
    RecoveryStage stage();

    /** Adds one; while one is owed it goes back to connect_broker. */
    void owe(ReasonCode why);

    /** A failure that asks for safe_mode or worse puts it back to connect_broker (M-3). */
    void setBack();
}
