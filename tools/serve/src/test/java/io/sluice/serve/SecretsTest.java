package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.Engine;
import io.sluice.serve.sql.Database;
import io.sluice.tools.Sluice;
import io.sluice.tools.cli.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets are planted everywhere, and are found nowhere. */
@Tag("T-4")
class SecretsTest {
    /** Put together as it runs, so that of all files only those that leak it hold it; the build looks for it too. */
    private static final String SECRET = String.join("-", "planted", "secret", "5c0ffee");

    /** Where nobody listens, so that each post fails and that is told. */
    private static final String NOBODY = "http://127.0.0.1:1/";

    private static final Pattern METRICS = Pattern.compile("metrics at (http://\\S+)");

    @TempDir
    private Path directory;

    private final List<Path> planted = new ArrayList<>();

    private Path secret(final String name, final String mode) throws IOException {
        final Path file = directory.resolve(name);
        Files.writeString(file, SECRET + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        planted.add(file);
        return file;
    }

    @Test
    void shouldBeFoundInNothingThatServeWrites() throws Exception {
        final Path data = directory.resolve("data");
        final Path password = secret("password", "rw-------");
        final Database database = Databases.POSTGRESQL.fresh(directory);
        final Path log = directory.resolve("sluice.log");
        try (Engine engine = Engine.open(Days.options(data).door(true));
                ServeChild serve = ServeChild.serving(
                        directory.resolve("serve.out"),
                        data,
                        database,
                        "--set=sluice.mirror.password-file=" + password,
                        "--set=sluice.notify.telegram.token-file=" + password,
                        "--set=sluice.notify.telegram.chat=-100123",
                        "--set=sluice.notify.telegram.api-url=" + NOBODY,
                        "--set=sluice.notify.discord.token-file=" + password,
                        "--set=sluice.notify.discord.channel=123",
                        "--set=sluice.notify.discord.api-url=" + NOBODY,
                        "--set=sluice.notify.webhook.url=" + NOBODY,
                        "--set=sluice.notify.webhook.key-file=" + password,
                        "--set=sluice.log.file=" + log,
                        "--set=sluice.metrics.listen=127.0.0.1:0")) {
            serve.awaitLog("metrics at ");
            Days.full(engine);
            final Matcher address = METRICS.matcher(serve.log());
            assertThat(address.find()).isTrue();
            Days.await(() -> get(address.group(1)).contains("sluice_sink_lag_records{sink=\"log\"} 0.0"));
            Days.await(() -> get(address.group(1)).contains("sluice_sink_lag_records{sink=\"mirror\"} 0.0"));
            Files.writeString(directory.resolve("scrape"), get(address.group(1)));
            assertThat(serve.end()).isZero();
        }
        assertThat(Files.readString(log)).contains("\"action\":\"hitl.decided\"");
        assertThat(leaks()).isEmpty();
    }

    private static String get(final String address) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (final IOException e) {
            return "";
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldRefuseTheStartWhereASecretIsWrittenOrOpen() throws Exception {
        final Path data = directory.resolve("data");
        Engine.open(Days.options(data)).close();
        final Path config = directory.resolve("bad.conf");
        Files.writeString(config, "sluice { hitl.allowed-operators = [alice], mirror.password = \"" + SECRET + "\" }");
        planted.add(config);
        final String dir = "--dir=" + data;
        final String operators = "--set=sluice.hitl.allowed-operators=alice";
        final String database = "--set=sluice.mirror.url=jdbc:postgresql://localhost/none";
        final Path open = secret("open", "rw-r--r--");
        final Path empty = Files.createFile(directory.resolve("empty"));
        Files.setPosixFilePermissions(empty, PosixFilePermissions.fromString("rw-------"));
        final List<List<String>> starts = List.of(
                List.of("serve", dir, "--config=" + config),
                List.of("run", dir, "--config=" + config),
                List.of("serve", dir, operators, "--set=sluice.mirror.password=" + SECRET),
                List.of("serve", dir, operators, "--set=sluice.mirror.url=jdbc:postgresql://a:" + SECRET + "@db/x"),
                List.of("serve", dir, operators, "--set=sluice.mirror.url=jdbc:postgresql://db/x?password=" + SECRET),
                List.of("serve", dir, operators, database, "--set=sluice.mirror.password-file=" + open),
                List.of("serve", dir, operators, database, "--set=sluice.mirror.password-file=" + empty));
        for (int i = 0; i < starts.size(); i++) {
            final ByteArrayOutputStream out = new ByteArrayOutputStream();
            final Console console =
                    new Console(new ByteArrayInputStream(new byte[0]), out, out, Console.Terminal.NONE, Map.of(), null);
            final int code = Sluice.run(console, starts.get(i).toArray(String[]::new));
            final String said = out.toString(StandardCharsets.UTF_8);
            Files.writeString(directory.resolve(i + ".out"), said);
            assertThat(code).as(said).isEqualTo(2);
            assertThat(said).contains("password");
        }
        assertThat(leaks()).isEmpty();
    }

    /** Every file here that holds the secret, and was not made by this test. */
    private List<Path> leaks() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !planted.contains(file))
                    .filter(SecretsTest::holdsIt)
                    .toList();
        }
    }

    private static boolean holdsIt(final Path file) {
        try {
            return Files.size(file) < (64 << 20)
                    && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SECRET);
        } catch (final IOException e) {
            return false;
        }
    }
}
