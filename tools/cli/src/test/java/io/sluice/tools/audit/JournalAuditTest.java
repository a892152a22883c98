package io.sluice.tools.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.seal.SealCheck;
import io.sluice.tools.Sluice;
import io.sluice.tools.cli.Console;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit and the backup as another program calls them. */
class JournalAuditTest {
    private static final Path DAY = Path.of("src", "test", "resources", "play", "day.jsonl");

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void play() {
        data = folder.resolve("data");
        final Console console = new Console(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                Console.Terminal.NONE,
                Map.of(),
                null);
        final String operators = "--set=sluice.hitl.allowed-operators=alice,bob";
        assertThat(Sluice.run(console, "play", DAY.toString(), operators, "--dir", data.toString()))
                .isZero();
    }

    @Test
    void shouldFindAGoodJournalGoodAndTellHowFarItIs() { // J-2
        final List<Long> heard = new ArrayList<>();
        final AuditResult result =
                JournalAudit.run(data, new SealCheck(List.of(), null), (what, done, total) -> heard.add(done));
        assertThat(result.isGood()).as(result.problem()).isTrue();
        assertThat(result.firstSequence()).isEqualTo(1);
        assertThat(result.lastSequence()).isEqualTo(result.records());
        assertThat(result.executedAfter()).isZero();
        assertThat(result.kind()).isEqualTo("play");
        assertThat(result.seals().count()).isZero();
        assertThat(result.seals().chainHash()).isNull();
        assertThat(heard).hasSize((int) result.records()).isSorted();
    }

    @Test
    void shouldMakeACopyThatIsAsGood() {
        final Path target = folder.resolve("copy");
        final Backup.Copy copy = Backup.run(data, target, AuditWatch.NONE);
        assertThat(copy.bytes()).isPositive();
        assertThat(copy.audit().isGood()).isTrue();
        final AuditResult again = JournalAudit.run(target, new SealCheck(List.of(), null), AuditWatch.NONE);
        assertThat(again.lastSequence()).isEqualTo(copy.audit().lastSequence());
    }

    @Test
    void shouldRefuseAPlaceThatIsNotEmpty() throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("full")).resolve("mine"), "mine");
        assertThatThrownBy(() -> Backup.run(data, folder.resolve("full"), AuditWatch.NONE))
                .isInstanceOfSatisfying(
                        AuditException.class, e -> assertThat(e.code()).isEqualTo(AuditException.Code.REFUSED))
                .hasMessageContaining("is not empty");
        assertThat(folder.resolve("full/mine")).hasContent("mine");
        assertThat(folder.resolve("full.partial")).doesNotExist();
    }
}
