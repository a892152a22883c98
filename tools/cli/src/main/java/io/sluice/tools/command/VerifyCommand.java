package io.sluice.tools.command;

import io.sluice.json.JsonText;
import io.sluice.seal.SealCheck;
import io.sluice.seal.SealKeys;
import io.sluice.tools.audit.AuditResult;
import io.sluice.tools.audit.JournalAudit;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.JournalOptions;
import io.sluice.tools.cli.Output;
import io.sluice.tools.cli.Paint;
import io.sluice.tools.cli.PlainFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice verify}: checksums, sequence, re-execution with comparison, seals. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        header = "Checks a journal: checksums, sequence, every record executed again, seals.",
        description = {
            "Executes every input again under the configuration that was recorded, and compares each outcome with "
                    + "the journal. Names the first bad record: its number, its place, and what is wrong.",
            "",
            "Retention may have removed the beginning, and journaled that before; whatever else is missing at the "
                    + "beginning is bad. Another version may have written it. Execution then begins with the oldest "
                    + "good snapshot; the records before it get every other check, and verify says so. Journals put "
                    + "aside for a new epoch must still be the ones that the next journal names.",
            "",
            "Each snapshot must be whole, have the hash that the journal names, and be the state that execution gives.",
            "",
            "Then verify computes the hash chain over all records again and compares it with the seals. This finds a "
                    + "changed record that everything else was made to fit. Signatures (--key) find changed seals. "
                    + "They do not find a journal that was cut or rolled back. engine.dat finds a cut as long as it "
                    + "is there; nothing in the directory finds that all of it was rolled back. So keep the last "
                    + "chain hash elsewhere, and give it with --expect.",
            "",
            "A process may die while it writes a record. Nobody was told of that record: verify mentions it, and the "
                    + "journal is good. Any other loss is damage, at the end of the journal too."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice verify",
            "  sluice verify --dir demo-data && echo good",
            "  sluice verify --dir demo-data --key seal.pub",
            "  sluice verify --json | jq -r .seals.chainHash",
            "",
            "Exit codes: 0 good; 1 bad; 2 bad usage or a file that cannot be read; 8 nothing is wrong but that the "
                    + "beginning is missing, and no record says that retention removed it."
        })
public final class VerifyCommand implements Callable<Integer> {
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

    private final Console console;

    @Option(
            names = "--key",
            paramLabel = "PUBLIC",
            description =
                    "Public key that must have signed the seals, at least the last one; may be repeated where keys "
                            + "changed.")
    private final List<Path> keys = new ArrayList<>();

    @Option(
            names = "--expect",
            paramLabel = "HASH",
            description = "Chain hash that an earlier verify printed; it must still be in the journal.")
    private String expected;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Mixin
    private JournalOptions options;

    /** @param console to speak to. */
    public VerifyCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final SealCheck seals = new SealCheck(publicKeys(), expectedHash());
        final Path directory = options.directoryOfRecords(console);
        final AuditResult audit;
        try (AuditProgress progress = new AuditProgress(console)) {
            audit = JournalAudit.run(directory, seals, progress);
        }
        final String use = DirectoryUse.words(directory);
        if (json) {
            json(audit, use != null);
        } else {
            show(audit, use);
        }
        console.out().flush();
        return AuditPage.exit(audit);
    }

    private void json(final AuditResult audit, final boolean isInUse) {
        final StringBuilder out = new StringBuilder();
        final JsonText text = new JsonText(out).open('{');
        AuditPage.json(text, audit);
        text.key("inUse").bool(isInUse).close('}');
        console.out().println(out);
    }

    private void show(final AuditResult audit, final String use) {
        final Output out = console.out();
        final Paint paint = console.paint();
        out.println(audit.directory() + ": " + audit.summary());
        audit.notices().forEach(out::println);
        if (use != null) {
            out.println(use + ": what it writes from now on was not looked at");
        }
        if (audit.problem() != null && audit.missing() != null) {
            out.println(audit.missing());
        }
        if (audit.problem() == null) {
            AuditPage.sealed(audit.seals(), !keys.isEmpty()).forEach(out::println);
        }
        out.println(audit.isGood() ? paint.good("good") : paint.critical("BAD: " + audit.objection()));
    }

    private List<PublicKey> publicKeys() {
        final List<PublicKey> read = new ArrayList<>();
        for (final Path file : keys) {
            try {
                read.add(SealKeys.readPublic(PlainFile.check("--key", file, PlainFile.SMALL)));
            } catch (final IOException e) {
                throw CommandException.usage("--key: " + CommandException.describe(file, e));
            }
        }
        return read;
    }

    private byte[] expectedHash() {
        if (expected == null) {
            return null;
        }
        if (!HASH.matcher(expected).matches()) {
            throw CommandException.usage("--expect must be a chain hash of 64 hexadecimal digits");
        }
        return HexFormat.of().parseHex(expected);
    }
}
