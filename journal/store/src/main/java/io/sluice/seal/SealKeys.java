package io.sluice.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/** Ed25519 keys in files: PEM, a private one PKCS#8, a public one X.509, as openssl reads and writes them. */
public final class SealKeys {
    static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final int LINE = 64;
    private static final long MAX_FILE = 64 * 1024;
    private static final boolean IS_POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");

    private SealKeys() {}

    /**
     * Makes a pair and writes it to two new files, the private one readable and writable by its owner alone.
     *
     * @throws FileAlreadyExistsException if one of them exists; then nothing is written.
     * @throws IOException                if a file cannot be written; then neither is left.
     */
    public static PublicKey generate(final Path privateFile, final Path publicFile) throws IOException {
        final KeyPair pair;
        try {
            pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
        if (Files.exists(publicFile)) {
            throw new FileAlreadyExistsException(publicFile.toString());
        }
        write(privateFile, pem(PRIVATE, pair.getPrivate().getEncoded()), "rw-------");
        boolean isWhole = false;
        try {
            write(publicFile, pem(PUBLIC, pair.getPublic().getEncoded()), "rw-r--r--");
            isWhole = true;
        } finally {
            if (!isWhole) {
                Files.deleteIfExists(privateFile);
            }
        }
        return pair.getPublic();
    }

    /**
     * @throws IOException if the file cannot be read, holds no Ed25519 private key, or is not its owner's alone: who
     *                     can read it can sign anything, who can write it can put his own there.
     */
    public static PrivateKey readPrivate(final Path file) throws IOException {
        refuseLoose(file);
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(read(file, PRIVATE)));
        } catch (final GeneralSecurityException e) {
            throw new IOException("holds no Ed25519 private key in PKCS#8", e);
        }
    }

    /** @throws IOException if the file cannot be read or holds no Ed25519 public key. */
    public static PublicKey readPublic(final Path file) throws IOException {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(read(file, PUBLIC)));
        } catch (final GeneralSecurityException e) {
            throw new IOException("holds no Ed25519 public key in X.509", e);
        }
    }

    /** SHA-256 of the public key as it is encoded, to compare by voice. */
    public static String fingerprint(final PublicKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether a signature is this key's over the message. */
    static boolean isSignature(final PublicKey key, final byte[] message, final byte[] signature) {
        try {
            final Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (final GeneralSecurityException e) {
            // What was forged need not even have the form of a signature.
            return false;
        }
    }

    private static void refuseLoose(final Path file) throws IOException {
        if (!IS_POSIX) {
            return;
        }
        final Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNERS.containsAll(permissions)) {
            throw new IOException("others than its owner may use it (" + PosixFilePermissions.toString(permissions)
                    + "); run: chmod 600 '" + file + "'");
        }
    }

    private static String pem(final String what, final byte[] key) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(key)
                + "\n-----END " + what + "-----\n";
    }

    private static byte[] read(final Path file, final String what) throws IOException {
        if (Files.size(file) > MAX_FILE) {
            throw new IOException("too large for a key");
        }
        final String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        final String begin = "-----BEGIN " + what + "-----";
        final int from = text.indexOf(begin);
        final int to = text.indexOf("-----END " + what + "-----");
        if (from < 0 || to < from) {
            throw new IOException("holds no PEM " + what);
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
        } catch (final IllegalArgumentException e) {
            throw new IOException("holds no PEM " + what + ": " + e.getMessage(), e);
        }
    }

    private static void write(final Path file, final String text, final String permissions) throws IOException {
        final FileAttribute<?>[] attributes = IS_POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            final ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
