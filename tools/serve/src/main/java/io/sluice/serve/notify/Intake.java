package io.sluice.serve.notify;

import io.sluice.record.RecordDecoder;
import io.sluice.serve.notify.Outbox.Addressed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;

/**
 * Where the records of the journal come in: what a person has to know goes into the outbox, with the place. One thread,
 * but {@link #scale} is for another.
 */
public final class Intake {
    private static final String KNOWN = "known";
    private static final String YES = "yes";

    private final UUID journalId;
    private final Set<String> requiredRoles;
    private final Outbox outbox;
    private final Rules rules;
    private final List<Addressed> found = new ArrayList<>();
    private Notices notices;

    Intake(final UUID journalId, final Set<String> requiredRoles, final Outbox outbox, final Rules rules) {
        this.journalId = journalId;
        this.requiredRoles = Set.copyOf(requiredRoles);
        this.outbox = outbox;
        this.rules = rules;
    }

    /**
     * Begins, after a failure too.
     *
     * @return the last record that was taken; 0 if there is none.
     */
    public long open() {
        found.clear();
        notices = new Notices(journalId, requiredRoles, outbox.mode());
        tellKnown();
        return outbox.held();
    }

    /** Takes a record into the batch. */
    public void add(final RecordDecoder record) {
        final boolean isSilent = record.header().sequence() <= outbox.silentUpTo();
        for (final Notice notice : notices.of(record)) {
            final List<Aim> aims = isSilent ? List.of() : rules.of(notice.event(), notice.severity());
            if (!aims.isEmpty() || notice.isRequest() || notice.isEnd()) {
                found.add(new Addressed(notice, aims));
            }
        }
    }

    /**
     * Takes the batch for good.
     *
     * @return notices in it.
     * @throws NotifyException OUTBOX if it was not taken.
     */
    public long commit(final long upTo) {
        final int count = found.size();
        outbox.commit(found, upTo, notices.mode());
        found.clear();
        tellKnown();
        return count;
    }

    /** Tells of the requests that waited when the outbox was new. */
    private void tellKnown() {
        if (outbox.held() < outbox.silentUpTo()
                || outbox.silentUpTo() == 0
                || outbox.mark(KNOWN).equals(YES)) {
            return;
        }
        final List<Addressed> known = outbox.requests().stream()
                .filter(notice -> notice.sequence() <= outbox.silentUpTo())
                .map(notice -> notice.as(notice.key() + ":known", "hitl.created"))
                .map(notice -> new Addressed(notice, rules.of(notice.event(), notice.severity())))
                .toList();
        outbox.add(known, KNOWN, YES);
    }

    /** Lets go of a batch that was not taken. */
    public void close() {
        found.clear();
    }

    /** Counts what a record holds that may be told, for another thread. */
    public ToIntFunction<RecordDecoder> scale() {
        final Notices counting = new Notices(journalId, requiredRoles, "");
        return record -> counting.of(record).size();
    }
}
