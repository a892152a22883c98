package io.sluice.tools.command;

import io.sluice.json.JsonText;
import io.sluice.json.Times;
import io.sluice.tools.audit.AuditResult;
import io.sluice.tools.cli.Exit;
import java.util.List;
import java.util.Locale;

/** Shows what an audit found, to a person or as JSON. */
final class AuditPage {
    private AuditPage() {}

    /** What the seals say, a line each. */
    static List<String> sealed(final AuditResult.Seals seals, final boolean hasKeys) {
        if (seals.count() == 0) {
            return List.of("no record is sealed");
        }
        final String signed = !seals.isSigned() ? "not signed" : hasKeys ? "signed" : "signed, signatures not checked";
        return List.of(
                String.format(
                        Locale.ROOT,
                        "sealed up to record %d (%,d seals, %s); not sealed yet: %,d record(s)",
                        seals.sealedTo(),
                        seals.count(),
                        signed,
                        seals.unsealed()),
                "chain hash " + seals.chainHash());
    }

    /** The exit code of a command that audited. */
    static int exit(final AuditResult audit) {
        if (audit.problem() != null) {
            return Exit.BAD;
        }
        return audit.missing() == null ? Exit.GOOD : Exit.BEGINNING_MISSING;
    }

    /** The members of an object; the caller opens and closes it. */
    static void json(final JsonText json, final AuditResult audit) {
        json.key("dir").string(audit.directory().toString());
        json.key("good").bool(audit.isGood());
        if (audit.problem() != null) {
            json.key("problem").string(audit.problem());
        }
        if (audit.missing() != null) {
            json.key("missing").string(audit.missing());
        }
        if (audit.journal() != null) {
            json.key("journalId").string(audit.journal().journalId().toString());
            json.key("kind").string(audit.kind());
        }
        json.key("records").number(audit.records());
        if (audit.records() > 0) {
            json.key("firstSeq").number(audit.firstSequence()).key("lastSeq").number(audit.lastSequence());
            json.key("firstTime").string(Times.toString(audit.firstTimeNs()));
            json.key("lastTime").string(Times.toString(audit.lastTimeNs()));
        }
        json.key("executedAfter").number(audit.executedAfter());
        final AuditResult.Seals seals = audit.seals();
        json.key("seals").open('{').key("count").number(seals.count());
        json.key("sealedTo").number(seals.sealedTo()).key("unsealed").number(seals.unsealed());
        json.key("signed").bool(seals.isSigned());
        if (seals.chainHash() != null) {
            json.key("chainHash").string(seals.chainHash());
        }
        json.close('}').key("notices").open('[');
        audit.notices().forEach(json::string);
        json.close(']');
    }
}
