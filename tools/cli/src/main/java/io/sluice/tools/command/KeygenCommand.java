package io.sluice.tools.command;

import io.sluice.seal.SealKeys;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.Output;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sluice keygen}: a key pair for seals. */
@Command(
        name = "keygen",
        mixinStandardHelpOptions = true,
        header = "Makes a key pair that signs the seals of a journal.",
        description = {
            "Ed25519, in PEM as openssl reads it. The private key (PKCS#8) is for the engine: "
                    + "sluice.journal.seal.key names it. The public key (X.509) is for checks with verify --key. Only "
                    + "the owner may read the private key. Nothing is ever overwritten."
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice keygen keys/            # keys/seal.key and keys/seal.pub; makes the directory",
            "  sluice keygen /etc/sluice.key  # that, and /etc/sluice.key.pub",
            "",
            "Exit codes: 0 made, 2 bad usage, or a file is there already."
        })
public final class KeygenCommand implements Callable<Integer> {
    private static final String PRIVATE = "seal.key";
    private static final String PUBLIC = "seal.pub";

    private final Console console;

    @Parameters(
            paramLabel = "DIR|FILE",
            description = "A directory for both keys, or the file of the private key. A new name without a dot is a "
                    + "directory.")
    private Path place;

    /** @param console to speak to. */
    public KeygenCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final Path parent = place.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw CommandException.usage("no key was made: there is no directory " + place.getParent());
        }
        final boolean isDirectory = isDirectory();
        final Path privateFile = isDirectory ? place.resolve(PRIVATE) : place;
        final Path publicFile = isDirectory ? place.resolve(PUBLIC) : Path.of(place + ".pub");
        final PublicKey key = generate(privateFile, publicFile);
        final Output out = console.out();
        out.println("private key  " + privateFile + "   (sluice.journal.seal.key; keep it secret)");
        out.println("public key   " + publicFile + "   (sluice verify --key)");
        out.println("SHA-256 of the public key: " + SealKeys.fingerprint(key));
        return Exit.GOOD;
    }

    /** A name that ends like a directory, or has no ending like a file, is one: it is made if it does not exist. */
    private boolean isDirectory() {
        if (Files.exists(place)) {
            return Files.isDirectory(place);
        }
        if (place.getFileName().toString().indexOf('.') >= 0) {
            return false;
        }
        try {
            Files.createDirectory(place);
            return true;
        } catch (final IOException e) {
            throw CommandException.usage("no key was made: " + CommandException.describe(place, e));
        }
    }

    private static PublicKey generate(final Path privateFile, final Path publicFile) {
        try {
            return SealKeys.generate(privateFile, publicFile);
        } catch (final FileAlreadyExistsException e) {
            throw CommandException.usage(e.getFile() + " is there already; a key is never overwritten");
        } catch (final IOException e) {
            throw CommandException.usage("no key was made: " + CommandException.describe(privateFile, e));
        }
    }
}
