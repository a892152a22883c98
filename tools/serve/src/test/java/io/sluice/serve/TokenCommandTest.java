package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens as a person makes them at a terminal, while serve runs. */
@Tag("A-3")
class TokenCommandTest {
    private static final String STATUS = "/api/degradation/status";

    @TempDir
    private Path directory;

    private int runs;

    /** What a command printed, and its exit code at the end. */
    private String token(final int code, final String... words) throws Exception {
        final List<String> all = new ArrayList<>(List.of("token"));
        all.addAll(List.of(words));
        all.add("--dir=" + directory.resolve("data"));
        all.add("--set=sluice.hitl.allowed-operators=alice");
        final Path log = directory.resolve("log-" + ++runs);
        try (ServeChild child = new ServeChild(log, all.toArray(String[]::new))) {
            assertThat(child.code()).as(child.log()).isEqualTo(code);
            return child.log();
        }
    }

    @Test
    void shouldMakeListAndRevokeATokenThatIsGoodMeanwhile() throws Exception {
        try (Engine engine = Apis.engine(directory.resolve("data"));
                Apis api = Apis.over(directory.resolve("data"), null).ready()) {
            assertThat(engine.beacon().lastSequence()).isPositive();
            final String made = token(0, "create", "--name=alice-desk", "--role=operator", "--operator=alice");
            final String secret = made.lines()
                    .filter(line -> line.startsWith("sluice_"))
                    .findFirst()
                    .orElseThrow();
            assertThat(api.ask("GET", STATUS, secret, null, Map.of()).status()).isEqualTo(200);
            assertThat(token(0, "list"))
                    .contains("alice-desk", "operator", "good")
                    .doesNotContain(secret);
            assertThat(token(0, "revoke", "alice-desk")).contains("revoked alice-desk");
            Days.await(() -> api.ask("GET", STATUS, secret, null, Map.of()).status() == 401);
            assertThat(token(2, "create", "--name=x", "--role=operator", "--operator=mallory"))
                    .contains("allowed-operators");
        }
    }
}
