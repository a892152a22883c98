package io.sluice.tools.command;

import io.sluice.journal.DirectoryLock;
import io.sluice.seal.SealCheck;
import io.sluice.seal.SealKeys;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.JournalOptions;
import io.sluice.tools.cli.Output;
import io.sluice.tools.cli.Paint;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
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
            "Executes every input again under the configuration that was recorded and compares each outcome with "
                    + "what was written. Names the first bad record: number, place, and what is wrong.",
            "",
            "Where retention took the beginning, or another version wrote it, execution begins from the oldest good "
                    + "snapshot; the records before are checked for all the rest, and it is said. Journals that were "
                    + "put aside for a new epoch must still be the ones that the next journal names.",
            "",
            "Snapshots are checked along with it: each is whole, has the hash that the journal names, and is the state "
                    + "that execution gives.",
            "",
            "Then computes the hash chain over all records again and compares it with the seals in the journal. It "
                    + "catches who changed a record and made all the rest fit. Who changed the seals as well is caught "
                    + "by their signatures (--key), or by a chain hash that was kept elsewhere (--expect): verify "
                    + "prints the last one.",
            "",
            "A write that was under way when its process died is no damage: nobody was told of it. It is said, and the "
                    + "journal is good. Anything else that is lost is damage, at the end of the journal too."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice verify",
            "  sluice verify --dir demo-data && echo good",
            "  sluice verify --dir demo-data --key seal.pub",
            "",
            "Exit codes: 0 good, 1 bad, 2 bad usage."
        })
public final class VerifyCommand implements Callable<Integer> {
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

    private final Console console;

    @Option(
            names = "--key",
            paramLabel = "PUBLIC",
            description = "Public key by which seals must be signed, the last one for sure; may be repeated where "
                    + "keys changed.")
    private final List<Path> keys = new ArrayList<>();

    @Option(
            names = "--expect",
            paramLabel = "HASH",
            description = "Chain hash that an earlier verify printed: it must still be in the journal.")
    private String expected;

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
        final JournalCheck check = JournalCheck.of(directory, seals, console);
        final Output out = console.out();
        out.println(directory + ": " + check.summary());
        check.notices().forEach(out::println);
        final String holder = DirectoryLock.holder(directory);
        if (holder != null) {
            out.println("an engine is running (" + holder + "): what it writes from now on was not looked at");
        }
        final Paint paint = console.paint();
        final boolean good = check.problem() == null;
        if (good) {
            sealed(seals).forEach(out::println);
        }
        out.println(good ? paint.good("good") : paint.critical("BAD: " + check.problem()));
        out.flush();
        return good ? Exit.GOOD : Exit.BAD;
    }

    private List<String> sealed(final SealCheck seals) {
        if (seals.count() == 0) {
            return List.of("no record is sealed");
        }
        final String signed = !seals.isSigned() ? "not signed" : keys.isEmpty() ? "signed, not looked at" : "signed";
        return List.of(
                String.format(
                        Locale.ROOT,
                        "sealed up to record %d (%,d seals, %s); not sealed yet: %,d record(s)",
                        seals.sealedTo(),
                        seals.count(),
                        signed,
                        seals.unsealed()),
                "chain hash " + seals.lastLink());
    }

    private List<PublicKey> publicKeys() {
        final List<PublicKey> read = new ArrayList<>();
        for (final Path file : keys) {
            try {
                read.add(SealKeys.readPublic(file));
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
