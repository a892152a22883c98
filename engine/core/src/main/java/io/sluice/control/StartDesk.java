package io.sluice.control;

import static io.sluice.control.mode.CauseBook.EVENT;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.RecoverySummaryEncoder;
import io.sluice.codec.StartKind;
import io.sluice.control.approval.RestartCounts;
import io.sluice.control.config.ControlConfig;
import io.sluice.control.image.Image;

/** What a start changes, all as outcomes of {@code EngineStarted} (W-5, W-6, G-2, H-12). */
final class StartDesk {
    private final Rooms rooms;
    private final FourEyes fourEyes;
    private final RecoverySummaryEncoder summary = new RecoverySummaryEncoder();
    private final RestartCounts counts = new RestartCounts();
    private ControlConfig before;
    private ControlConfig next;
    private long journalMsb;
    private long journalLsb;
    private boolean started;
    private int reissued;
    private int dropped;

    StartDesk(final Rooms rooms, final FourEyes fourEyes) {
        this.rooms = rooms;
        this.fourEyes = fourEyes;
        this.next = rooms.settings.get();
    }

    void configure(final ControlConfig config) {
        next = config;
    }

    long journalMsb() {
        return journalMsb;
    }

    long journalLsb() {
        return journalLsb;
    }

    Code onStarted(final EngineStartedDecoder in) {
        journalMsb = in.journalId().msb();
        journalLsb = in.journalId().lsb();
        rooms.settings.set(next);
        rooms.policy.onStarted(before, next);
        before = next;
        final boolean startNormal = in.startNormal() == Bool.TRUE;
        rooms.health.onStarted(startNormal);
        rooms.quotes.onStarted();
        rooms.run.onStarted();
        rooms.instruments.onStarted();
        rooms.keeper.onStarted();
        rooms.pursuit.onStarted();
        rooms.link.onStarted();
        if (startNormal) {
            rooms.book.startReconciled();
        } else {
            rooms.causes.noteEased(ReasonCode.COLD_START);
            rooms.run.owe(ReasonCode.COLD_START);
        }
        dropped = in.droppedRecords();
        final boolean isEpoch = in.startKind() == StartKind.EPOCH;
        if (isEpoch) {
            in.skipConfiguration();
            rooms.strategies.onEpoch(in.fences());
        }
        if (dropped > 1 || isEpoch) {
            rooms.causes.raise(ReasonCode.POSITION_UNKNOWN, EVENT);
        }
        counts.clear();
        rooms.approvals.onStarted(counts);
        rooms.lockouts.onStarted();
        fourEyes.onStarted();
        rooms.strategies.onStarted();
        reissued = rooms.pursuit.sentAgain();
        rooms.drawdown.onStarted();
        rooms.overrides.onStarted();
        rooms.clients.onStarted();
        started = true;
        return Code.OK;
    }

    /** The record of a start ends with what it found. */
    void summarize() {
        if (!started) {
            return;
        }
        started = false;
        rooms.step.end(rooms.step
                .next(summary)
                .pending(counts.pending())
                .restored(counts.restored())
                .expired(counts.expired())
                .corrupted(counts.corrupted())
                .commandsReissued(reissued)
                .dropped(dropped));
    }

    /** Images which journal it is, and whether the configuration in force came with a start. */
    void image(final Image image) {
        image.section("starter");
        journalMsb = image.int64(journalMsb);
        journalLsb = image.int64(journalLsb);
        before = image.bool(before != null) ? rooms.settings.get() : null;
    }
}
