package io.sluice.control.gate;

import io.sluice.codec.ActionType;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.SystemMode;
import io.sluice.json.GateTexts;
import io.sluice.testing.Golden;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The texts of the gate say what its table does. */
class GateTextsTest {
    @Test
    @Tag("G-1b")
    void shouldSayWhyTheGateRefuses() throws IOException {
        final StringBuilder table = new StringBuilder();
        for (final SystemMode mode : SystemMode.values()) {
            for (final RecoveryStage stage : RecoveryStage.values()) {
                if (mode == SystemMode.NULL_VAL || stage == RecoveryStage.NULL_VAL && mode == SystemMode.NORMAL) {
                    continue;
                }
                table.append(mode)
                        .append(" / ")
                        .append(stage == RecoveryStage.NULL_VAL ? "-" : stage)
                        .append('\n');
                for (final ActionType action : ActionType.values()) {
                    if (action != ActionType.NULL_VAL) {
                        table.append("    ")
                                .append(action)
                                .append(": ")
                                .append(cell(mode, stage, action))
                                .append('\n');
                    }
                }
            }
        }
        Golden.check("gate-texts.txt", table.toString());
    }

    private static String cell(final SystemMode mode, final RecoveryStage stage, final ActionType action) {
        final boolean isRecovering = mode == SystemMode.RECOVERING;
        int row = GateTable.row(isRecovering ? SystemMode.NORMAL : mode);
        if (stage != RecoveryStage.NULL_VAL) {
            row = GateTable.and(row, GateTable.row(stage));
        } else if (isRecovering) {
            row = GateTable.row(SystemMode.RECOVERING);
        }
        if (!GateTable.allows(row, action)) {
            return "- " + GateTexts.refusal(mode, stage, action);
        }
        return GateTable.warns(row, action) ? "w " + GateTexts.warning(action) : "Y";
    }
}
