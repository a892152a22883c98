package io.sluice.tools;

import static io.sluice.tools.Cli.OPERATORS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.journal.Journal;
import io.sluice.journal.JournalPosition;
import io.sluice.journal.JournalReader;
import io.sluice.journal.JournalScan;
import io.sluice.journal.JournalSettings;
import io.sluice.record.RecordEncoder;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Console.Terminal;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tail}, {@code verify} and {@code state} on a journal that {@code play --dir} wrote. */
class JournalCommandsTest {
    private static final Path DAY = Path.of("src", "test", "resources", "play", "day.jsonl");

    @TempDir
    private static Path written;

    private static String played;

    @TempDir
    private Path directory;

    @BeforeAll
    static void play() {
        played = Cli.run("play", DAY, OPERATORS, "--dir", written.resolve("data"))
                .out();
    }

    @Test
    void shouldTailEachOutcomeAsItWasPlayedAndEachInputBeforeThem() {
        final Cli tailed = tail("--json");
        assertThat(tailed.code()).isZero();
        final List<String> outcomes = tailed.lines().stream()
                .filter(line -> line.startsWith("{\"kind\":\"outcome\","))
                .map(line -> "{" + line.substring("{\"kind\":\"outcome\",".length()))
                .toList();
        assertThat(outcomes).isEqualTo(played.lines().toList());
        final List<String> inputs = tailed.lines().stream()
                .filter(line -> line.startsWith("{\"kind\":\"input\","))
                .toList();
        assertThat(inputs).hasSize(21);
        assertThat(inputs.get(0)).contains("\"seq\":1,").contains("\"type\":\"EngineStarted\"");
        assertThat(outcomes.size() + inputs.size()).isEqualTo(tailed.lines().size());
    }

    @Test
    void shouldTailForAPersonALineAnInputAndBelowItItsOutcomes() {
        final List<String> lines =
                tail("--from", 14, "--last", 99, "--type", "OrderIntent").lines();
        assertThat(lines.get(0))
                .isEqualTo("      14  2026-01-05 09:00:10.000000  strategy:7          OrderIntent         "
                        + "  strategyId=7 intentId=2 action=open tradingMode=live symbol=BTCUSD sid"
                        + "e=BUY quantity=2 price=430.2 reasoning=breakout");
        assertThat(lines.get(1))
                .isEqualTo("          > trade.transition            Trade 114688: PENDING to AWAITING_APPROVAL: "
                        + "A person was asked");
    }

    @Test
    void shouldBeginWhereItIsTold() {
        assertThat(inputs(tail("--json", "--last", 3))).containsExactly(19L, 20L, 21L);
        assertThat(inputs(tail("--json", "--from", 20))).containsExactly(20L, 21L);
        assertThat(inputs(tail("--json", "--from", 20, "--last", 5))).containsExactly(20L, 21L);
        assertThat(inputs(tail("--json", "--last", 0))).isEmpty();
        assertThat(inputs(tail("--json", "--last", 99))).hasSize(21);
        final Cli beyond = tail("--json", "--from", 99);
        assertThat(beyond).isEqualTo(new Cli(0, "", "sluice tail: there is no record 99 yet; the last one is 21\n"));
    }

    @Test
    void shouldShowOnlyTheTypesThatAreAskedFor() {
        assertThat(tail("--json", "--type", "decision").lines())
                .hasSize((int) played.lines()
                        .filter(line -> line.contains("\"type\":\"Decision\""))
                        .count())
                .allMatch(line -> line.contains("\"type\":\"Decision\""));
        // For a person an outcome comes with its input.
        assertThat(tail("--type", "DrawdownBreach", "--last", 1).lines())
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.get(0)).contains("EquityUpdate"))
                .satisfies(lines -> assertThat(lines.get(1)).contains("risk.drawdown.hard_breach"));
        final Cli unknown = tail("--type", "Nonsense");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("no type Nonsense").contains("ApprovalCreated");
    }

    @Test
    void shouldColourOnATerminalOnlyAndNotWhereNoColorIsSet() {
        final Object[] args = {"tail", "--dir", written.resolve("data")};
        final String plain = tail().out();
        assertThat(plain).doesNotContain("\u001b");
        final Terminal terminal = new Terminal(true, true, 0);
        final String coloured = Cli.with("", terminal, Map.of(), null, args).out();
        assertThat(coloured).contains("\u001b[1;31m");
        assertThat(Cli.with("", terminal, Map.of("NO_COLOR", "1"), null, args).out())
                .isEqualTo(plain);
    }

    @Test
    void shouldCutInputsToTheWidthOfATerminalAndBreakSentences() {
        final Map<String, String> plain = Map.of("NO_COLOR", "1");
        final Path data = written.resolve("data");
        final Cli wide = Cli.with("", new Terminal(true, false, 140), plain, null, "tail", "--dir", data);
        assertThat(wide.lines().get(0)).hasSize(140).endsWith("…");
        assertThat(wide.lines()).allMatch(line -> line.length() <= 140);
        // A sentence goes on in the next line.
        assertThat(wide.out().replaceAll("\n {40}", " ").lines().toList())
                .filteredOn(line -> line.startsWith("          >"))
                .isEqualTo(tail().lines().stream()
                        .filter(line -> line.startsWith("          >"))
                        .toList());
    }

    @Test
    void shouldVerifyWhatWasPlayed() {
        final Cli verified = Cli.run("verify", "--dir", written.resolve("data"));
        assertThat(verified.code()).isZero();
        assertThat(verified.err()).isEmpty();
        assertThat(verified.lines())
                .hasSize(3)
                .contains("no record is sealed")
                .last()
                .isEqualTo("good");
        assertThat(verified.out()).contains("play journal 00000000-0000-0000-0000-000000000000, 21 records");
    }

    /** J-2: whichever byte of whichever record. */
    @Test
    void shouldNameTheRecordInWhichAByteWasFlipped() throws IOException {
        final List<Long> positions = new ArrayList<>();
        final List<Integer> lengths = new ArrayList<>();
        JournalScan.run(written.resolve("data"), (record, position) -> {
            positions.add(position);
            lengths.add(record.outcomesOffset() + record.outcomesLength());
        });
        for (int i = 0; i < positions.size(); i++) {
            for (final int at : new int[] {0, 5, lengths.get(i) / 2, lengths.get(i) - 1}) {
                final Path copy = copy(written.resolve("data"), directory.resolve(i + "-" + at));
                flip(copy, JournalPosition.offset(positions.get(i)) + Integer.BYTES + at);
                final Cli verified = Cli.run("verify", "--dir", copy);
                assertThat(verified.code()).as(verified.out()).isEqualTo(1);
                assertThat(verified.out())
                        .contains("BAD: segment 1, byte " + JournalPosition.offset(positions.get(i)) + ": ")
                        .containsPattern("record " + (i + 1) + "\\b");
            }
        }
        final Path copy = directory.resolve("9-5");
        assertThat(Cli.run("state", "--dir", copy).code()).isEqualTo(1);
        assertThat(Cli.run("state", "--dir", copy, "--at", 9).code()).isZero();
        final Cli whatIf = Cli.run("whatif", "--dir", copy, "--set", "sluice.hitl.enabled=false");
        assertThat(whatIf.code()).isEqualTo(1);
        assertThat(whatIf.out()).isEmpty();
        final Cli tailed = Cli.run("tail", "--dir", copy);
        assertThat(tailed.code()).isEqualTo(1);
        assertThat(tailed.err()).contains("record 10 is damaged or missing");
        assertThat(tailed.out()).contains("EngineStarted").contains("EMERGENCY STOP");
    }

    /** J-2: the header of an excerpt is written last; a process that dies before has told nobody of it. */
    @Test
    void shouldSayOfATornTailThatItIsOneAndFindTheRestGood() throws IOException {
        final long[] last = new long[1];
        JournalScan.run(written.resolve("data"), (record, position) -> last[0] = position);
        final Path copy = copy(written.resolve("data"), directory.resolve("torn"));
        try (RandomAccessFile file = new RandomAccessFile(rollFile(copy), "rw")) {
            file.seek(JournalPosition.offset(last[0]));
            file.writeInt(0);
        }
        final Cli verified = Cli.run("verify", "--dir", copy);
        assertThat(verified.code()).isZero();
        assertThat(verified.lines()).hasSize(4).last().isEqualTo("good");
        assertThat(verified.lines().get(1)).contains("torn tail from record 21 on, 1 record(s)");
        final Cli state = Cli.run("state", "--dir", copy);
        assertThat(state.code()).isZero();
        assertThat(state.err()).contains("torn tail from record 21 on").hasLineCount(1);
        assertThat(state.out()).contains("as of record 20,");
    }

    /** J-2: the checksum is right, and yet it is not what the machine says. */
    @Test
    void shouldNameTheRecordThatReExecutionDoesNotConfirm() {
        final RecordEncoder forged = new RecordEncoder(1 << 20);
        try (Journal journal = Journal.open(directory, JournalSettings.DEFAULT);
                JournalReader reader = new JournalReader(written.resolve("data"))) {
            reader.readToEnd((record, position) -> {
                final long sequence = record.header().sequence();
                forged.begin(
                        record.buffer(),
                        record.envelopeOffset(),
                        record.envelopeLength(),
                        sequence,
                        record.header().timeNs(),
                        record.header().wallTimeNs());
                final int length = forged.finish();
                if (sequence != 20) {
                    forged.buffer().putBytes(0, record.buffer(), 0, record.outcomesOffset() + record.outcomesLength());
                    journal.append(forged, record.outcomesOffset() + record.outcomesLength());
                } else {
                    journal.append(forged, length);
                }
            });
        }
        final Cli verified = Cli.run("verify", "--dir", directory);
        assertThat(verified.code()).isEqualTo(1);
        assertThat(verified.lines().get(1))
                .contains("BAD: segment 1, byte ")
                .contains("record 20 is not what re-execution gives: outcome 1, DrawdownBreach, is only in the "
                        + "re-execution");
        assertThat(Cli.run("state", "--dir", directory).err()).contains("record 20 is not what re-execution gives");
    }

    /** Whatever was played later changes nothing of what was. */
    @Test
    void shouldShowTheStateOfAPrefixAsPlayingThePrefixDoes() throws IOException {
        final List<String> lines = Files.readAllLines(DAY);
        for (final int count : new int[] {1, 6, 13, 14, 16, 19, 20, 21}) {
            final Path prefix = directory.resolve("prefix-" + count);
            Cli.play(String.join("\n", lines.subList(0, count)), "--dir", prefix);
            final long records =
                    inputs(Cli.run("tail", "--json", "--dir", prefix)).size();
            final Cli state = Cli.run("state", "--json", "--dir", prefix);
            assertThat(state.code()).isZero();
            assertThat(Cli.run("state", "--json", "--at", records, "--dir", written.resolve("data")))
                    .isEqualTo(state);
        }
    }

    @Test
    void shouldShowOneViewAsATableOrAsJson() {
        final Cli table = state("pending", "--at", 14);
        assertThat(table.code()).isZero();
        assertThat(table.lines().get(3)).startsWith("  tradeId  strategyId  intentId  action");
        assertThat(table.lines().get(4)).startsWith("   114688           7         2  open");
        assertThat(state("pending", "--json").out()).isEqualTo("[]\n");
        assertThat(state("pending", "--json", "--at", 14).lines())
                .hasSize(3)
                .startsWith("[")
                .endsWith("]")
                .anyMatch(line -> line.startsWith("  {\"type\":\"ApprovalView\",\"seq\":14,"));
        assertThat(state("status", "--json").lines())
                .singleElement()
                .asString()
                .startsWith("{\"type\":\"StatusView\",\"seq\":21,")
                .contains("\"mode\":\"halt\"")
                .contains("\"causes\":[\"risk.breach_hard\"");
        assertThat(state("recovery", "--json").out()).isEqualTo("null\n");
        assertThat(state("RECOVERY", "--at", 4).out())
                .contains("brokerHealthy=true quotesFresh=true riskHealthy=false");
    }

    /** O-3. */
    @Test
    void shouldShowWhichSafeguardsAreAtWork() {
        final String json = state("status", "--json").out();
        assertThat(json)
                .contains("\"safeguards\":{\"policy_store\":\"ACTIVE\",\"emergency_stop\":\"ACTIVE\","
                        + "\"event_buffer\":\"OFF\",\"trade_state\":\"ACTIVE\",\"sizing_fallback\":\"ACTIVE\","
                        + "\"model_sync\":\"OFF\",\"drawdown_monitor\":\"ACTIVE\"}");
        assertThat(state("status", "--json", "--at", 2).out()).contains("\"drawdown_monitor\":\"OFF\"");
        assertThat(state().out())
                .contains("policy_store=ACTIVE emergency_stop=ACTIVE event_buffer=OFF trade_state=ACTIVE");
    }

    /** S-2: who is behind. */
    @Test
    void shouldFoldTheAcknowledgementsOfAModel() {
        final Path models = directory.resolve("models");
        final String promoted = "{\"type\":\"ModelPromoted\",\"time\":1,\"modelName\":\"swing\",\"newVersion\":\"%s\","
                + "\"oldVersion\":\"%s\",\"operatorId\":\"alice\"}\n";
        final String acknowledged = "{\"type\":\"ModelAck\",\"consumer\":\"%s\",\"modelName\":\"swing\","
                + "\"modelVersion\":\"%s\",\"origin\":\"risk:risk\"}\n";
        Cli.play(
                promoted.formatted("1", "0")
                        + acknowledged.formatted("risk", "1")
                        + acknowledged.formatted("mm", "1")
                        + promoted.formatted("2", "1")
                        + acknowledged.formatted("risk", "2"),
                "--dir",
                models);
        assertThat(Cli.run("state", "models", "--json", "--dir", models).out())
                .contains("{\"type\":\"ModelView\",\"seq\":6,")
                .contains("\"modelName\":\"swing\",\"version\":\"2\","
                        + "\"acknowledgements\":{\"risk\":\"2\",\"mm\":\"1\"}}");
        final Cli page = Cli.run("state", "--dir", models);
        assertThat(page.out()).containsPattern("\nmodels\n.*\n +swing +2 +risk=2 mm=1 \\(behind\\)\n");
        assertThat(page.out()).contains("model_sync=FAILED");
        assertThat(Cli.run("state", "--dir", models, "--at", 4).out()).contains("model_sync=ACTIVE");
    }

    @Test
    void shouldShowAPageWithoutAView() {
        assertThat(state().out())
                .contains("(play journal) as of record 21, 2026-01-05T09:00:12Z")
                .contains("\nstatus\n  mode                  halt\n")
                .contains("\npositions\n  symbol  tradingMode  quantity")
                .contains("\nnone: recovery, pending, requests, lockouts, models\n");
        for (final String view : List.of("status", "permissions", "policy", "strategies", "trades", "history")) {
            assertThat(state("--json").out()).contains("\n \"" + view + "\":");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "state nonsense, no view nonsense; there are status",
        "state --at 22, there is no record 22; the last one is 21",
        "state --at 0, there is no record 0",
        "state --at x, Invalid value for option '--at'",
        "tail --from 0, --from must be at least 1",
        "tail --last -1, --last at least 0",
        "verify --key /dev/zero, /dev/zero is no plain file",
        "verify extra, Unmatched argument"
    })
    void shouldRefuseBadUsageInALine(final String line, final String why) {
        final Object[] args = Stream.of(line + " --dir " + written.resolve("data"))
                .flatMap(all -> Stream.of(all.split(" ")))
                .toArray();
        final Cli refused = Cli.run(args);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains(why).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tail", "verify", "state", "whatif --set=sluice.hitl.enabled=false"})
    void shouldSayThatThereIsNoJournal(final String line) throws IOException {
        final Object[] words = (line + " --dir ").split(" ");
        final String command = words[0].toString();
        final Cli none = Cli.run(with(words, directory.resolve("none")));
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err())
                .isEqualTo("sluice " + command + ": there is no directory " + directory.resolve("none")
                        + "; name one with --dir\n");
        final Cli empty = Cli.run(with(words, directory));
        assertThat(empty.code()).isEqualTo(2);
        assertThat(empty.err()).contains("holds no journal").hasLineCount(1);
        assertThat(Files.list(directory)).isEmpty();
    }

    private static Object[] with(final Object[] words, final Object last) {
        final Object[] all = Arrays.copyOf(words, words.length + 1, Object[].class);
        all[words.length] = last;
        return all;
    }

    @Test
    void shouldFitATerminalOf80Columns() {
        final Path data = written.resolve("data");
        final Cli tail = onTerminal(80, "tail", "--dir", data);
        assertThat(tail.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(tail.lines().get(0)).matches("\\d{4}-\\d\\d-\\d\\d");
        for (final Object[] view : new Object[][] {{"state"}, {"state", "positions"}, {"state", "policy"}}) {
            final Cli state = onTerminal(80, with(with(view, "--dir"), data));
            assertThat(state.lines())
                    .filteredOn(line -> !line.contains(data.toString()))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        }
    }

    private static Cli onTerminal(final int columns, final Object... args) {
        return Cli.with("", new Console.Terminal(true, true, columns), Map.of("NO_COLOR", "1"), null, args);
    }

    @Test
    void shouldSayToAMachineWhatAnAuditFound() {
        final Path data = written.resolve("data");
        final Cli json = Cli.run("verify", "--json", "--dir", data);
        assertThat(json.code()).isZero();
        assertThat(json.lines())
                .singleElement()
                .asString()
                .startsWith("{\"dir\":\"" + data + "\",\"good\":true,\"journalId\":\"")
                .contains("\"kind\":\"play\"", "\"firstSeq\":1,", "\"notices\":[")
                .endsWith("\"inUse\":false}");
        final Cli copied = Cli.run("backup", directory.resolve("copy"), "--json", "--dir", data);
        assertThat(copied.code()).isZero();
        assertThat(copied.out()).startsWith("{\"copy\":\"").contains("\"bytes\":", "\"audit\":{\"dir\":");
        assertThat(Cli.run("salvage", "--json", "--dir", data).out()).contains("\"starts\":true", "\"lost\":0");
    }

    @Test
    void shouldFindTheJournalWhereTheConfigurationSaysWithoutAnOperatorInIt() {
        assertThat(Cli.run("verify", "--set", "sluice.journal.dir=" + written.resolve("data"))
                        .code())
                .isZero();
        assertThat(Cli.run("verify", "--set", "sluice.journal.dir=").err()).contains("sluice.journal.dir");
    }

    /** Whoever names a configuration believes that it counts, also where only the place of a journal is needed. */
    @ParameterizedTest
    @CsvSource({
        "--config /no/such/file, cannot be read",
        "--set sluice.nonsense=1, sluice.nonsense: unknown key",
        "--set sluice.hitl.timeout=soon, sluice.hitl.timeout",
        "--set sluice.hitl.timeout, must be sluice.key=value"
    })
    void shouldRefuseAConfigurationThatMakesNoSense(final String options, final String why) {
        for (final String command : List.of("verify", "tail", "state", "salvage", "backup " + directory.resolve("b"))) {
            final Cli refused =
                    Cli.run((Object[]) (command + " --dir " + written.resolve("data") + " " + options).split(" "));
            assertThat(refused.code()).as(command).isEqualTo(2);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err()).contains(why).hasLineCount(1);
            final Cli fine = Cli.run((Object[])
                    (command + " --dir " + written.resolve("data") + " --set sluice.hitl.timeout=60s").split(" "));
            assertThat(fine.code()).as(fine.err()).isZero();
        }
    }

    @Test
    void shouldNotPassOverASecondFileInASegment() throws IOException {
        final Path copy = copy(written.resolve("data"), directory.resolve("copy"));
        final Path segment = rollFile(copy).toPath();
        Files.copy(segment, segment.resolveSibling("20250101-00LS.cq4"));
        for (final String command : List.of("verify", "tail", "backup " + directory.resolve("b"))) {
            final Cli refused = Cli.run((Object[]) (command + " --dir " + copy).split(" "));
            assertThat(refused.code()).as(command).isEqualTo(2);
            assertThat(refused.err()).contains("holds two segment files").hasLineCount(1);
        }
    }

    /** As of a file that may not be read, which no test of an administrator can have. */
    @Test
    void shouldSayWhyASegmentCannotBeReadInWords() throws IOException {
        final Path copy = copy(written.resolve("data"), directory.resolve("copy"));
        final Path segment = rollFile(copy).toPath();
        Files.delete(segment);
        Files.createSymbolicLink(segment, segment.getFileName());
        for (final String command : List.of("verify", "tail", "state", "backup " + directory.resolve("b"))) {
            final Cli refused = Cli.run((Object[]) (command + " --dir " + copy).split(" "));
            assertThat(refused.code()).as(command).isEqualTo(2);
            assertThat(refused.err())
                    .contains(segment + ": Too many levels of symbolic links")
                    .doesNotContain("Exception")
                    .hasLineCount(1);
        }
    }

    /** What {@code play} writes has no state map, and never will. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void shouldNotWatchWhereThereIsNothingToWatch() {
        final Cli watched = state("--watch", "0.01");
        assertThat(watched.code()).isEqualTo(2);
        assertThat(watched.err())
                .contains("there is no state map in ")
                .contains("without --watch")
                .hasLineCount(1);
    }

    private static Cli tail(final Object... args) {
        return withDirectory("tail", args);
    }

    private static Cli state(final Object... args) {
        return withDirectory("state", args);
    }

    private static Cli withDirectory(final String command, final Object... args) {
        final List<Object> all = new ArrayList<>(List.of(command, "--dir", written.resolve("data")));
        all.addAll(List.of(args));
        return Cli.run(all.toArray());
    }

    private static List<Long> inputs(final Cli tailed) {
        return tailed.lines().stream()
                .filter(line -> line.startsWith("{\"kind\":\"input\","))
                .map(line -> Long.valueOf(line.replaceAll(".*?\"seq\":(\\d+).*", "$1")))
                .toList();
    }

    private static Path copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (final Path path : tree.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
        return to;
    }

    private static void flip(final Path data, final long offset) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(rollFile(data), "rw")) {
            file.seek(offset);
            final int value = file.read();
            file.seek(offset);
            file.write(value ^ 0x10);
        }
    }

    private static File rollFile(final Path data) throws IOException {
        try (Stream<Path> tree = Files.walk(data)) {
            return tree.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow()
                    .toFile();
        }
    }
}
