package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice whatif} on a day that loses a percent a minute, and that a strategy trades on paper (J-10). */
@Tag("J-10")
class WhatIfCommandTest {
    private static final String DAY = "2026-01-05T09:%02d:%02dZ";

    @TempDir
    private static Path folder;

    private static Path data;

    /** Minute n: the equity has fallen by n percent, and an intent n+1 comes a second later. */
    @BeforeAll
    static void play() {
        data = folder.resolve("data");
        final String lines = IntStream.range(0, 14)
                .mapToObj(minute -> equity(minute) + intent(minute))
                .collect(Collectors.joining());
        final Cli played = Cli.play(lines, "--start", "normal", "--dir", data);
        assertThat(played.err()).isEmpty();
    }

    private static String equity(final int minute) {
        return "{\"type\":\"EquityUpdate\",\"time\":\"" + String.format(DAY, minute, 0) + "\",\"equity\":\""
                + (100 - minute) + "000\"}\n";
    }

    private static String intent(final int minute) {
        return "{\"type\":\"OrderIntent\",\"time\":\"" + String.format(DAY, minute, 1)
                + "\",\"strategyId\":7,\"intentId\":" + (minute + 1)
                + ",\"action\":\"send\",\"tradingMode\":\"paper\",\"symbol\":\"BTCUSD\",\"side\":\"BUY\","
                + "\"quantity\":\"2\",\"price\":\"430.2\"}\n";
    }

    private static Cli whatIf(final Object... args) {
        return Cli.run(Stream.concat(Stream.of("whatif", "--dir", data), Stream.of(args))
                .toArray());
    }

    @Test
    void shouldShowHowMuchSoonerATighterHardLimitTrips() {
        final Cli tighter = whatIf("--set", "sluice.drawdown.hard-percent=8");
        assertThat(tighter.err()).isEmpty();
        assertThat(tighter.code()).isZero();
        assertThat(tighter.out())
                .contains("(play journal) as of record 111,")
                .containsPattern("sluice.drawdown.hard-percent +10 +8\n")
                .contains("14 intents: 2 would have been answered otherwise")
                .contains("first: intent 9 of strategy 7 at record 19, 2026-01-05T09:08:01Z: ALLOW OK, "
                        + "would have been REJECT EMERGENCY")
                .containsPattern("ALLOW OK +10 +8 +-2\n")
                .containsPattern("REJECT EMERGENCY +4 +6 +2\n")
                .containsPattern("soft +record 12, .* alike\n")
                .containsPattern("hard +record 22, .* +record 18, .* +2 min 0 s and 4 records sooner\n")
                .containsPattern("emergency +record 22, .* +record 18, .* +2 min 0 s and 4 records sooner\n")
                .containsPattern("19 +2026-01-05T09:08:01Z +7 +9 +send +ALLOW OK +REJECT EMERGENCY\n");
    }

    @Test
    void shouldShowWhatAWiderLimitAndAnotherActionWouldHaveAllowed() {
        final Cli wider =
                whatIf("--set", "sluice.drawdown.hard-percent=50", "--set", "sluice.drawdown.soft-action=block");
        assertThat(wider.out())
                .containsPattern("hard +record 22, .* +never +never\n")
                .containsPattern("REJECT DRAWDOWN_SOFT +0 +9 +9\n");
        final Cli wide = whatIf("--set", "sluice.drawdown.hard-percent=12");
        assertThat(wide.out()).containsPattern("hard +record 22, .* +record 97, .* 2 min 0 s and 75 records later\n");
    }

    @Test
    void shouldSayTheSameToAMachine() {
        final Cli json = whatIf("--set", "sluice.drawdown.hard-percent=8", "--json");
        assertThat(json.lines())
                .singleElement()
                .asString()
                .startsWith("{\"dir\":\"" + data + "\",\"kind\":\"play\",\"seq\":111,")
                .contains(
                        "\"changes\":[{\"key\":\"sluice.drawdown.hard-percent\",\"recorded\":\"10\",\"other\":\"8\"}]",
                        "\"intents\":14,\"different\":2,",
                        "{\"verdict\":\"REJECT\",\"code\":\"EMERGENCY\",\"recorded\":4,\"other\":6}",
                        "\"hard\":{\"recorded\":{\"seq\":22,\"time\":\"2026-01-05T09:10:00Z\"},"
                                + "\"other\":{\"seq\":18,\"time\":\"2026-01-05T09:08:00Z\"},"
                                + "\"laterMs\":-120000,\"laterRecords\":-4}",
                        "\"intentId\":9,\"action\":\"send\",\"recorded\":{\"seq\":19,")
                .endsWith("\"held\":false}}]}");
        assertThat(whatIf("--set", "sluice.drawdown.hard-percent=8", "--json", "--limit", 0)
                        .out())
                .contains("\"different\":2,")
                .endsWith("\"differences\":[]}\n");
    }

    @Test
    void shouldListNoMoreThanItIsAskedFor() {
        final Cli one = whatIf("--set", "sluice.drawdown.hard-percent=8", "--limit", 1);
        assertThat(one.out()).contains("  and 1 more: --limit").doesNotContain("09:09:01Z");
        assertThat(whatIf("--set", "sluice.trading.mode=disabled").out()).contains("14 would have been");
        assertThat(whatIf("--set", "sluice.trading.mode=disabled", "--limit", -1)
                        .code())
                .isEqualTo(2);
    }

    @Test
    void shouldTakeAWholeFileInThePlaceOfWhatWasRecorded() throws IOException {
        final Path file = Files.writeString(
                folder.resolve("other.conf"),
                "sluice { hitl { allowed-operators = [alice, bob], auto-approve-paper = false } }");
        final Cli asked = whatIf("--config", file);
        assertThat(asked.out())
                .containsPattern("sluice.hitl.auto-approve-paper +true +false\n")
                .containsPattern("a person asked +0 +10 +10\n");
        assertThat(whatIf("--config", file, "--set", "sluice.hitl.auto-approve-paper=true")
                        .out())
                .contains("nothing differs");
        assertThat(whatIf("--config", folder.resolve("none.conf")).code()).isEqualTo(2);
    }

    @Test
    void shouldTryAFileWithoutOperatorsWithTheRecordedOnes() throws IOException {
        final Path file = Files.writeString(folder.resolve("one.conf"), "sluice.hitl.auto-approve-paper = false");
        final Cli asked = whatIf("--config", file);
        assertThat(asked.err()).isEmpty();
        assertThat(asked.out())
                .containsPattern("sluice.hitl.auto-approve-paper +true +false\n")
                .doesNotContain("allowed-operators");
    }

    @Test
    void shouldSayThatNothingDiffersWhereNoKeyThatDecidesIsChanged() {
        final Cli same = whatIf("--set", "sluice.pipeline.ring-size=1024");
        assertThat(same.code()).isZero();
        assertThat(same.out())
                .contains("no key that decides anything is changed")
                .contains("14 intents: nothing differs")
                .doesNotContain("sooner", "later\n");
        assertThat(whatIf("--set", "sluice.pipeline.ring-size=1024", "--json").out())
                .contains(
                        "\"changes\":[],",
                        "\"different\":0,",
                        "\"laterMs\":0,\"laterRecords\":0",
                        "\"differences\":[]");
    }

    @Test
    void shouldRefuseABadConfigurationAndBadUsage() {
        for (final List<Object> args : List.<List<Object>>of(
                List.of("--set", "sluice.drawdown.hard-percent=4"),
                List.of("--set", "sluice.drawdown.hard-percentage=8"),
                List.of("--set", "sluice.drawdown.hard-percent"),
                List.of())) {
            final Cli refused = whatIf(args.toArray());
            assertThat(refused.code()).as(args.toString()).isEqualTo(2);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err()).startsWith("sluice whatif: ").doesNotContain("\tat ");
        }
    }

    @Test
    void shouldFindTheJournalWhereTheConfigurationSays() {
        assertThat(Cli.run("whatif", "--set", "sluice.journal.dir=" + data).out())
                .contains("nothing differs");
    }
}
