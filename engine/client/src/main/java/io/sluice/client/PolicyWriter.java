package io.sluice.client;

import io.sluice.codec.PolicyUpdateEncoder;
import io.sluice.codec.TradingMode;

/** A change of policy being written (SPEC P-2); what is not named stays as it is. */
public final class PolicyWriter {
    private final PolicyUpdateEncoder encoder = new PolicyUpdateEncoder();
    private final OperatorDoor door;
    private boolean noMode;

    PolicyWriter(final OperatorDoor door) {
        this.door = door;
    }

    PolicyWriter begin() {
        door.sender.begin(encoder);
        noMode = false;
        return this;
    }

    /** Whether new trades are allowed. */
    public PolicyWriter allowNewTrades(final boolean value) {
        encoder.allowNewTrades(RoleDoor.bool(value));
        return this;
    }

    /** Whether a person is asked at all. */
    public PolicyWriter hitlEnabled(final boolean value) {
        encoder.hitlEnabled(RoleDoor.bool(value));
        return this;
    }

    /** Whether paper orders need no person. */
    public PolicyWriter autoApprovePaper(final boolean value) {
        encoder.autoApprovePaper(RoleDoor.bool(value));
        return this;
    }

    /** Whether live orders need a person. */
    public PolicyWriter requireApprovalForLive(final boolean value) {
        encoder.requireApprovalForLive(RoleDoor.bool(value));
        return this;
    }

    /** How long a request lives. */
    public PolicyWriter approvalTimeoutSeconds(final int seconds) {
        encoder.approvalTimeoutSeconds(seconds);
        return this;
    }

    /** Largest move of the market before an approval; a decimal in percent, see {@link E8}. */
    public PolicyWriter slippageMaxPercent(final long percentE8) {
        encoder.slippageMaxPercent(percentE8);
        return this;
    }

    /** Highest trading mode. */
    public PolicyWriter tradingMode(final TradingMode mode) {
        noMode = mode == null;
        encoder.tradingMode(Absent.or(mode, TradingMode.NULL_VAL));
        return this;
    }

    /** Sends it. MALFORMED if the door was used for another command since it was begun. */
    public Sent send() {
        return noMode ? door.malformed(encoder, "tradingMode") : door.send(encoder);
    }
}
