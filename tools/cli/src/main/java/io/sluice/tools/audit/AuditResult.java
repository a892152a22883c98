package io.sluice.tools.audit;

import io.sluice.journal.JournalInfo;
import io.sluice.json.Times;
import io.sluice.schema.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What an audit found.
 *
 * @param directory     that was looked at.
 * @param journal       its identity; null if no record could be read.
 * @param records       that were read and found good.
 * @param firstSequence first record of the journal; 0 without one.
 * @param lastSequence  last record of the journal; 0 without one.
 * @param firstTimeNs   engine time of the first record.
 * @param lastTimeNs    engine time of the last good record.
 * @param executedAfter records above this one were executed again; 0 for all of them.
 * @param seals         what the seals say.
 * @param notices       what is worth saying and is not wrong.
 * @param missing       what is missing at the beginning though no record says that retention removed it: of this
 *                      journal, or of one that was put aside; null if nothing is.
 * @param problem       the first other thing that is wrong; null if there is none.
 */
public record AuditResult(
        Path directory,
        JournalInfo journal,
        long records,
        long firstSequence,
        long lastSequence,
        long firstTimeNs,
        long lastTimeNs,
        long executedAfter,
        Seals seals,
        List<String> notices,
        String missing,
        String problem) {
    /**
     * What the seals of a journal say.
     *
     * @param count     how many seals there are.
     * @param sealedTo  last record that a seal covers.
     * @param unsealed  records after it.
     * @param isSigned  whether the seals bear signatures.
     * @param chainHash hash of the chain at its end, in hexadecimal digits; null without a seal.
     */
    public record Seals(long count, long sealedTo, long unsealed, boolean isSigned, String chainHash) {}

    /** Whether nothing is wrong. */
    public boolean isGood() {
        return problem == null && missing == null;
    }

    /** The first thing that is wrong; null if all is good. */
    public String objection() {
        return problem == null ? missing : problem;
    }

    /** Spelling of the journal's kind; empty if it is not known. */
    public String kind() {
        return journal == null
                ? ""
                : Schema.values("JournalKind").spelling(journal.kind().value());
    }

    /** What was looked at, in words. */
    public String summary() {
        if (records == 0) {
            return "no record";
        }
        return String.format(
                Locale.ROOT,
                "%s%,d records, %s to %s",
                journal == null ? "" : kind() + " journal " + journal.journalId() + ", ",
                records,
                Times.toString(firstTimeNs),
                Times.toString(lastTimeNs));
    }
}
