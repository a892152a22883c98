package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.Engine;
import io.sluice.serve.sql.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person runs them. */
@Tag("X-10")
class ServeCommandTest {
    @TempDir
    private Path directory;

    private ServeChild child(final String... words) throws Exception {
        return new ServeChild(directory.resolve("log-" + words[0] + words.length), words);
    }

    @Test
    void shouldServeBesideAnEngineAndTellItOfARowThatWasChanged() throws Exception {
        final Path data = directory.resolve("data");
        final Database database = Databases.SQLITE.fresh(directory);
        final String url = "--set=sluice.mirror.url=" + database.url();
        final String operators = "--set=sluice.hitl.allowed-operators=alice";
        try (Engine engine = Engine.open(Days.options(data).door(true))) {
            Days.full(engine);
            try (ServeChild serve = ServeChild.serving(
                    directory.resolve("log"), data, database, "--set=sluice.sinks.required=mirror")) {
                serve.awaitLog("attached at " + data.resolve("door.sock"));
                final Path board = data.resolve("serve").resolve("sinks.json");
                Days.await(() -> read(board).matches("(?s).*\"lag\":0,.*"), () -> read(board));
                assertThat(read(board)).contains("\"sink\":\"mirror\",\"required\":true");
                try (ServeChild second = child("serve", "--dir=" + data, operators, url)) {
                    assertThat(second.code()).as(second.log()).isEqualTo(4);
                }
                assertThat(serve.end()).as(serve.log()).isZero();
                assertThat(serve.log()).endsWith("sluice serve: stopped\n");
            }
            try (ServeChild sinks = child("sinks", "--dir=" + data, operators)) {
                assertThat(sinks.code()).as(sinks.log()).isZero();
                assertThat(sinks.log()).contains("mirror", "duplicates", "lag");
            }
            Databases.change(database, "update hitl_approvals set decided_by = 'mallory' where decided_by is not null");
            try (ServeChild verify = child("mirror", "verify", "--dir=" + data, operators, url)) {
                assertThat(verify.code()).as(verify.log()).isEqualTo(1);
                assertThat(verify.log()).contains("decided_by is mallory").contains("SEC-080");
                assertThat(Pattern.compile("trade \\d+: ").matcher(verify.log()).find())
                        .as(verify.log())
                        .isTrue();
            }
        }
        try (ServeChild rebuild = child("mirror", "rebuild", "--dir=" + data, operators, url)) {
            assertThat(rebuild.code()).as(rebuild.log()).isZero();
        }
        Days.mirrorAll(data, database);
        assertThat(Audits.of(data, database).differences()).isEmpty();
        assertThat(Databases.number(database, "select count(*) from audit_log where action = 'security.alert'"))
                .as("the engine recorded what verify found")
                .isPositive();
    }

    @Test
    void shouldRefuseWhatCannotBe() throws Exception {
        final Path data = directory.resolve("data");
        Engine.open(Days.options(data)).close();
        final String operators = "--set=sluice.hitl.allowed-operators=alice";
        try (ServeChild unknown = child("serve", "--dir=" + data, operators, "--set=sluice.sinks.required=kafka")) {
            assertThat(unknown.code()).as(unknown.log()).isEqualTo(2);
            assertThat(unknown.log()).contains("names kafka");
        }
        try (ServeChild secret = child(
                "serve",
                "--dir=" + data,
                operators,
                "--set=sluice.mirror.url=jdbc:postgresql://db/x?password=hunter2",
                "--set=sluice.sinks.required=mirror")) {
            assertThat(secret.code()).as(secret.log()).isEqualTo(2);
            assertThat(secret.log()).contains("sluice.mirror.url").doesNotContain("hunter2");
        }
        try (ServeChild none = child("serve", "--dir=" + directory.resolve("none"), operators)) {
            assertThat(none.code()).as(none.log()).isEqualTo(2);
        }
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            return "";
        }
    }
}
