package io.sluice.tools.demo;

import io.sluice.codec.CommandRequestedDecoder;
import io.sluice.codec.LockoutChangedDecoder;
import io.sluice.codec.LockoutType;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.Schema;

/** Tells of lockouts, of cooldowns the first one, and of commands that wait for a second operator. */
final class SafetyStory {
    private static final long MINUTE_NS = 60_000_000_000L;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final LockoutChangedDecoder lockout = new LockoutChangedDecoder();
    private final CommandRequestedDecoder requested = new CommandRequestedDecoder();
    private long shownCooldown;

    /** Words for a lockout; null if it is not worth any. */
    String onLockout(final RecordDecoder record) {
        lockout.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
        final boolean isCooldown = lockout.lockoutType() == LockoutType.COOLDOWN;
        if (isCooldown) {
            shownCooldown = shownCooldown == 0 ? lockout.lockoutId() : shownCooldown;
        }
        if (isCooldown && lockout.lockoutId() != shownCooldown) {
            return null;
        }
        final String type =
                Schema.values("LockoutType").spelling(lockout.lockoutType().value());
        return switch (lockout.phase()) {
            case CREATED -> lockout.symbol() + " locked out (" + type + ") for "
                    + (lockout.expiresAt() - record.header().timeNs()) / MINUTE_NS + " min: " + lockout.reason();
            case REMOVED -> lockout.symbol() + " is free again: the lockout was removed";
            case EXPIRED -> lockout.symbol() + " is free again: the " + type + " is over";
            case NULL_VAL -> null;
        };
    }

    /** Words for a command that waits. */
    String onRequested(final RecordDecoder record) {
        requested.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
        return requested.operatorId() + " asks for "
                + Schema.values("MessageType").spelling(requested.command().value())
                + ": it waits for a second operator";
    }
}
