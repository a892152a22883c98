package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.seal.SealKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice keygen} (SPEC J-8). */
class KeygenTest {
    private static final byte[] MESSAGE = {1, 2, 3};

    @TempDir
    private Path directory;

    @Test
    void shouldMakeAPairThatFitsInADirectory() throws IOException, GeneralSecurityException {
        final Cli made = Cli.run("keygen", directory);
        assertThat(made.code()).as(made.err()).isZero();
        final Path privateKey = directory.resolve("seal.key");
        final Path publicKey = directory.resolve("seal.pub");
        assertThat(made.out())
                .contains(privateKey.toString())
                .contains(publicKey.toString())
                .contains(SealKeys.fingerprint(SealKeys.readPublic(publicKey)));
        final Signature sign = Signature.getInstance("Ed25519");
        sign.initSign(SealKeys.readPrivate(privateKey));
        sign.update(MESSAGE);
        final Signature check = Signature.getInstance("Ed25519");
        check.initVerify(SealKeys.readPublic(publicKey));
        check.update(MESSAGE);
        assertThat(check.verify(sign.sign())).isTrue();
    }

    @Test
    void shouldWriteStandardPemAndKeepThePrivateKeyToItsOwner() throws IOException {
        final Path privateKey = directory.resolve("mine.key");
        assertThat(Cli.run("keygen", privateKey).code()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(privateKey)))
                .isEqualTo("rw-------");
        // The prefixes of RFC 8410: PKCS#8 and SubjectPublicKeyInfo of an Ed25519 key.
        final List<String> secret = Files.readAllLines(privateKey);
        assertThat(secret).hasSize(3).startsWith("-----BEGIN PRIVATE KEY-----").endsWith("-----END PRIVATE KEY-----");
        assertThat(secret.get(1)).startsWith("MC4CAQAwBQYDK2VwBCIEI").hasSize(64);
        final List<String> open = Files.readAllLines(directory.resolve("mine.key.pub"));
        assertThat(open).hasSize(3).startsWith("-----BEGIN PUBLIC KEY-----").endsWith("-----END PUBLIC KEY-----");
        assertThat(open.get(1)).startsWith("MCowBQYDK2VwAyEA").hasSize(60);
    }

    @Test
    void shouldMakeTheDirectoryThatANewNameWithoutADotIs() {
        final Path place = directory.resolve("keys");
        assertThat(Cli.run("keygen", place).code()).isZero();
        assertThat(place.resolve("seal.key")).isRegularFile();
        assertThat(place.resolve("seal.pub")).isRegularFile();
    }

    @Test
    void shouldNeverOverwriteNorLeaveHalfAPair() throws IOException {
        for (final String there : List.of("seal.key", "seal.pub")) {
            final Path place = Files.createDirectory(directory.resolve("with-" + there));
            Files.writeString(place.resolve(there), "mine");
            final Cli refused = Cli.run("keygen", place);
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains(there + " is there already").hasLineCount(1);
            assertThat(place.resolve(there)).hasContent("mine");
            try (var files = Files.list(place)) {
                assertThat(files).hasSize(1);
            }
        }
        assertThat(Cli.run("keygen", directory.resolve("none").resolve("key")).err())
                .contains("no key was made")
                .contains("there is no directory " + directory.resolve("none"))
                .hasLineCount(1);
        assertThat(Cli.run("keygen").code()).isEqualTo(2);
        final Cli nowhere = Cli.run("keygen", "");
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("it is empty").hasLineCount(2);
        assertThat(Path.of("seal.key")).doesNotExist();
    }
}
