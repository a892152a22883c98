package io.sluice.tools;

import static io.sluice.tools.Cli.OPERATORS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC J-2, {@code --force-halt}. */
class SalvageCommandTest {
    private static final Path DAY = Path.of("src", "test", "resources", "play", "day.jsonl");
    private static final int DAMAGED = 10;
    private static final String NIL = "00000000-0000-0000-0000-000000000000";

    @TempDir
    private Path directory;

    private Path data;

    @BeforeEach
    void play() {
        data = directory.resolve("data");
        assertThat(Cli.run("play", DAY, OPERATORS, "--dir", data).code()).isZero();
    }

    @Test
    void shouldLeaveAGoodJournalAlone() {
        final Cli said = salvage("--force-halt", "--yes");
        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("good; an engine starts from it");
        assertThat(data.resolve("epochs")).doesNotExist();
    }

    @Test
    void shouldSayWhatIsWrongAndDoNothingUntilItIsConfirmed() throws IOException {
        damage();
        for (final Cli said : new Cli[] {salvage(), salvage("--force-halt"), salvage("--yes")}) {
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.out())
                    .contains("record 10 is damaged or missing")
                    .contains("last good:      record 9")
                    .contains("lost:           12 record(s), of which 1 cannot be read")
                    .contains("fences:         7:1000003 ");
            assertThat(said.err()).contains("nothing was done");
        }
        assertThat(data.resolve("epochs")).doesNotExist();
    }

    @Test
    void shouldBeginANewEpochInHaltAndKeepTheOldJournal() throws IOException {
        damage();
        final Cli said = salvage("--force-halt", "--yes");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).contains("a new epoch has begun at record 1000022, in halt");
        final Cli verified = Cli.run("verify", "--dir", data);
        assertThat(verified.code()).as(verified.out()).isZero();
        assertThat(Cli.run("state", "--dir", data).out()).contains("halt");
        assertThat(Cli.run("verify", "--dir", data.resolve("epochs/1")).out()).contains("record 10 is damaged");
        assertThat(salvage().out()).contains("good");
    }

    /** The new journal names the old one by its last good record, and what was put aside goes along with a backup. */
    @Test
    void shouldProveThatTheJournalPutAsideIsTheOneThatWasNamed() throws IOException {
        damage();
        assertThat(salvage("--force-halt", "--yes").code()).isZero();
        final Path copy = directory.resolve("copy");
        assertThat(Cli.run("backup", copy, "--dir", data).code()).isZero();
        final String named = "epochs/1 was put aside; up to record 9 it is what was named then";
        assertThat(Cli.run("verify", "--dir", data).out()).contains(named);
        assertThat(Cli.run("verify", "--dir", copy).out()).contains(named);
        Spoiled.record(copy.resolve("epochs/1"), DAMAGED - 1);
        final Cli bad = Cli.run("verify", "--dir", copy);
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.out()).contains("epochs/1").contains("record 9");
    }

    /** For a monitor: the same as one JSON object, of a good journal, of a bad one, and of the epoch that began. */
    @Test
    void shouldSayTheSameAsJson() throws IOException {
        assertThat(salvage("--json").out())
                .isEqualTo("{\"dir\":\"" + data + "\",\"starts\":true,\"journalId\":\"" + NIL
                        + "\",\"kind\":\"play\",\"lastGood\":21,\"lost\":0,\"unreadable\":0}\n");
        damage();
        final Cli bad = salvage("--json");
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.out())
                .contains("\"starts\":false,\"reason\":\"the journal cannot be used: ", "record 10 is damaged")
                .contains("\"lastGood\":9,\"lost\":12,\"unreadable\":1}")
                .hasLineCount(1);
        final Cli begun = salvage("--json", "--force-halt", "--yes");
        assertThat(begun.code()).isZero();
        assertThat(begun.out())
                .contains("\"lost\":12,\"unreadable\":1,\"newEpochAt\":1000022}")
                .hasLineCount(1);
        assertThat(salvage("--json").out()).contains("\"starts\":true").contains("\"kind\":\"play\"");
    }

    @Test
    void shouldNameTheCommandThatShowsTheFences() {
        final String help = Cli.run("salvage", "--help").out().replaceAll("\\s+", " ");
        assertThat(help).contains("'sluice state strategies'");
        assertThat(Cli.run("state", "strategies", "--dir", data).code()).isZero();
    }

    private Cli salvage(final String... more) {
        return Cli.run(Stream.concat(Stream.of("salvage", "--dir", data, OPERATORS), Stream.of(more))
                .toArray());
    }

    private void damage() throws IOException {
        Spoiled.record(data, DAMAGED);
    }
}
