package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.EngineException;
import io.sluice.client.Permission;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Role;
import io.sluice.journal.JournalScan;
import io.sluice.journal.Threads;
import io.sluice.tools.cli.Console.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command that needs a running engine, against one: plain and as JSON, with its exit code. */
@Tag("X-10")
class DoorCommandsTest {
    @TempDir
    private Path directory;

    private DoorCli door;

    @BeforeEach
    void open() {
        door = new DoorCli(directory);
    }

    @AfterEach
    void close() {
        door.close();
    }

    /** Command, exit code, what it says. Those that change much come last. */
    private static final String OF_OPERATORS =
            """
            approve 5 | 1 | There is no such thing
            reject 5 --reason no | 1 | There is no such thing
            cancel-request 5 | 1 | There is no such thing
            confirm 5 | 1 | There is no such thing
            withdraw 5 | 1 | There is no such thing
            guardian unlock --reason drill | 1 | Nothing of the kind stands
            guardian lock --reason drill | 0 | GuardianLock accepted
            force end | 1 | Nothing of the kind stands
            force safe_mode --reason drill --ttl 60 | 0 | ForceMode accepted
            lockout remove 5 | 1 | There is no such thing
            lockout add BTCUSD --reason news --minutes 5 --type news_shock | 0 | LockoutCreate accepted
            strategy disable 3 --reason loops | 1 | There is no such thing
            strategy enable 3 --reason mended | 1 | There is no such thing
            cancel-order 5 --reason stale | 1 | There is no such trade
            close BTCUSD --reason eod | 1 | would not reduce
            recovery stage verify_risk ok | 1 | fits no stage
            drawdown reset --reason month | 0 | DrawdownReset accepted
            symbol unwatch OLDUSD --reason delisted | 0 | SymbolWatch accepted
            symbol watch OLDUSD --reason back | 0 | SymbolWatch accepted
            cash-flow 2500 --id march --reason deposit | 0 | CashFlow accepted
            policy set autoApprovePaper=false,approvalTimeoutSeconds=120 | 0 | PolicyUpdate accepted
            promote momentum --to 2 | 0 | ModelPromoted accepted
            recovery start | 0 | StartRecovery accepted
            emergency reset --reason drill | 1 | Nothing of the kind stands
            emergency stop --reason drill | 0 | EmergencyStop accepted
            """;

    @Test
    void shouldSayWhatBecameOfEveryCommandOfAnOperator() {
        for (final String row : OF_OPERATORS.split("\n")) {
            final String[] cells = row.split(" \\| ");
            final Cli plain = door.alice(cells[0].split(" "));
            assertThat(plain.err()).as(row).isEmpty();
            assertThat(plain.out()).as(row).contains(cells[2]);
            assertThat(plain.code()).as(row).isEqualTo(Integer.parseInt(cells[1]));
            final Cli json = door.alice((cells[0] + " --json").split(" "));
            assertThat(json.err()).as(row).isEmpty();
            assertThat(json.out())
                    .as(row)
                    .startsWith("{\"correlationId\":\"")
                    .contains("\"accepted\":", "\"outcomes\":[", "\"type\":\"CommandResult\"")
                    .hasLineCount(1);
            assertThat(json.code()).as(row).isIn(0, 1);
        }
    }

    private static final String UNREADABLE =
            """
            approve x | ID: must be a number
            force sleepy --reason x | MODE: must be one of normal
            force halt | --reason: must say why
            lockout add BTCUSD --reason x --minutes 0 | --minutes: must be from 1
            recovery stage ready maybe | RESULT: must be ok or failed
            cash-flow much --id a --reason x | AMOUNT: must be a decimal
            policy set bravery=1 | no policy bravery
            emergency stop | Missing required option: '--reason
            """;

    @Test
    void shouldNameWhatCannotBeReadAndSendNothing() {
        for (final String row : UNREADABLE.split("\n")) {
            final String[] cells = row.split(" \\| ");
            final Cli refused = door.alice(cells[0].split(" "));
            assertThat(refused.code()).as(row).isEqualTo(2);
            assertThat(refused.err()).as(row).contains(cells[1]);
            assertThat(refused.out()).as(row).isEmpty();
        }
        final List<Long> ofOperators = new ArrayList<>();
        JournalScan.run(directory, (record, position) -> {
            if (record.header().role() == Role.OPERATOR) {
                ofOperators.add(record.header().sequence());
            }
        });
        assertThat(ofOperators).isEmpty();
        assertThat(Cli.run("emergency").err()).contains("Missing required subcommand");
    }

    @Test
    void shouldAskAtATerminalAndTakeNoForNo() {
        final Cli no = atTerminal("n\n", "emergency", "stop");
        assertThat(no.code()).isEqualTo(1);
        assertThat(no.out()).contains("Stop everything and go flat? [y/N]", "nothing was sent");
        final Cli yes = atTerminal("y\n", "emergency", "stop");
        assertThat(yes.out()).contains("EmergencyStop accepted");
        final Cli lock = atTerminal("", "guardian", "lock");
        assertThat(lock.out()).doesNotContain("[y/N]").contains("GuardianLock accepted");
        assertThat(lock.code()).isZero();
    }

    private Cli atTerminal(final String typed, final String... words) {
        final List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--reason", "x", "--dir", directory, "--as", "alice"));
        return Cli.with(typed, new Terminal(true, false, 100), Map.of("TERM", "xterm"), null, all.toArray());
    }

    @Test
    void shouldNeedANameWhereSeveralArePossible() {
        final Cli nameless = door.plain("guardian", "lock", "--reason", "x");
        assertThat(nameless.code()).isEqualTo(2);
        assertThat(nameless.err()).contains("name the operator with --as");
        final Cli stranger = door.as("mallory", "guardian", "lock", "--reason", "x");
        assertThat(stranger.code()).isEqualTo(1);
        assertThat(stranger.err()).contains("SEC-001", "\"mallory\"", "[alice, bob]");
    }

    @Test
    void shouldSayThatNoEngineIsThere() {
        door.close();
        final Cli refused = door.alice("emergency", "stop", "--reason", "x");
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).contains("no engine listens at " + directory.resolve("door.sock"));
        assertThat(Files.exists(directory.resolve("door.sock"))).isFalse();
    }

    @Test
    void shouldHaveALooseningCommandConfirmedByAnotherOperator() { // O-1
        door.restart("sluice.operators.four-eyes=true");
        door.alice("guardian", "lock", "--reason", "drill");
        final Cli waits = door.alice("guardian", "unlock", "--reason", "over");
        assertThat(waits.code()).as(waits.toString()).isEqualTo(6);
        final String id = DoorCli.found("requestId\":(\\d+)", door.shown("requestId", "confirmations", "--json"));
        assertThat(door.alice("confirm", id).code()).isEqualTo(1);
        final Cli confirmed = door.as("bob", "confirm", id);
        assertThat(confirmed.code()).as(confirmed.toString()).isZero();
        assertThat(door.shown("guardianLocked  false", "status")).contains("guardianLocked  false");
        assertThat(door.engine().door().isSecondPairUnproven()).isTrue();
    }

    @Test
    void shouldAskForAnOrderAndWaitForThePerson() throws Exception {
        door.quote();
        final Cli paper = door.plain("intent", "open", "btcusd", "buy", "0.5", "--price", "100");
        assertThat(paper.code()).as(paper.toString()).isZero();
        assertThat(paper.out()).startsWith("Allowed");
        final CompletableFuture<Cli> asked = door.askLive();
        final String trade = door.pending("tradeId");
        try (StrategyClient itsOwn = awaitStrategy(0)) {
            final Cli taken = door.plain("intent", "query");
            assertThat(taken.code()).as(taken.toString()).isEqualTo(1);
            assertThat(taken.err()).contains("nothing was sent: strategy 0 is at work", "--strategy");
        }
        door.quote();
        final Cli approved = door.alice("approve", trade, "--comment", "fine");
        assertThat(approved.code()).as(approved.toString()).isZero();
        assertThat(approved.out()).contains("symbol", "BTCUSD", "ApprovalDecision accepted");
        final Cli decided = asked.get();
        assertThat(decided.code()).as(decided.toString()).isZero();
        assertThat(decided.out()).contains("waits for a person", "Allowed");
    }

    /** Free as soon as the first decision was heard, which a view may show before. */
    private StrategyClient awaitStrategy(final int id) {
        final StrategyClient[] client = new StrategyClient[1];
        final boolean isFree = Threads.await(
                () -> {
                    try {
                        client[0] = door.engine().strategy(id);
                        return true;
                    } catch (final EngineException e) {
                        return false;
                    }
                },
                TimeUnit.SECONDS.toNanos(30),
                TimeUnit.MILLISECONDS.toNanos(10));
        assertThat(isFree).isTrue();
        return client[0];
    }

    @Test
    void shouldGiveTheFinalDecisionOfAHeldOrderWhateverEndsIt() throws Exception {
        door.quote();
        final CompletableFuture<Cli> asked = door.askLive();
        door.pending("tradeId");
        door.alice("emergency", "stop", "--reason", "drill");
        final Cli decided = asked.get();
        assertThat(decided.code()).as(decided.toString()).isEqualTo(1);
        assertThat(decided.out()).contains("waits for a person", "mergency");
        assertThat(door.engine().strategy(9).permission(ActionType.OPEN)).isEqualTo(Permission.REFUSED);
    }

    @Test
    void shouldSendAnyInputThatTheRoleMaySend() {
        final Cli quote = door.plain("send", "{\"type\":\"Quote\",\"symbol\":\"BTCUSD\",\"bid\":\"9\",\"ask\":\"11\"}");
        assertThat(quote.code()).as(quote.toString()).isZero();
        final Cli refused = door.plain("send", "--role", "market", "{\"type\":\"EquityUpdate\",\"equity\":\"9\"}");
        assertThat(refused.code()).as(refused.toString()).isEqualTo(1);
        final Cli malformed = door.plain("send", "{\"type\":\"Quote\"}");
        assertThat(malformed.code()).isEqualTo(2);
        assertThat(malformed.err()).contains("symbol");
        final Cli lines = Cli.with(
                "{\"type\":\"Heartbeat\",\"source\":\"risk\"}\n\n{\"type\":\"GuardianLock\",\"reason\":\"x\"}\n",
                Terminal.NONE,
                Map.of(),
                null,
                "send",
                "-",
                "--role=risk",
                "--dir",
                directory);
        assertThat(lines.code()).as(lines.toString()).isZero();
        assertThat(lines.out()).hasLineCount(2);
    }

    @Test
    void shouldFeedTheTradesOfTheDemoUntilInterrupted() throws Exception {
        final int[] code = {-1};
        final Thread paper =
                new Thread(() -> code[0] = door.plain("paper", "--trades=60").code());
        paper.start();
        final String quotes = door.shown("\"symbol\":\"BTCUSD\"", "quotes", "--json");
        assertThat(quotes).containsPattern("\"bid\":\"[78]\\d\\d[.\"]");
        paper.interrupt();
        paper.join();
        assertThat(code[0]).isZero();
        assertThat(door.plain("paper", "--trades=0").err()).contains("--trades takes a speed");
    }

    @Test
    void shouldShowTheGroupsInTheHelp() {
        final String help = Cli.run("--help").out();
        final List<String> groups =
                help.lines().filter(line -> line.matches(" [a-z]+")).toList();
        assertThat(groups).containsExactly(" run", " look", " decide", " stop", " mend", " send", " check");
        assertThat(help).contains("Exit codes of all commands:").containsPattern("\n  approval +Shows a request");
    }

    @Test
    void shouldShowEachViewByItsName() {
        door.engine().awaitState(Duration.ofSeconds(30)).close();
        for (final String name : List.of(
                "status",
                "permissions",
                "components",
                "pending",
                "history",
                "trades",
                "positions",
                "quotes",
                "commands",
                "confirmations",
                "lockouts",
                "models",
                "strategies",
                "clients",
                "policy",
                "recovery")) {
            final Cli shown = door.plain(name);
            assertThat(shown.code()).as(shown.toString()).isZero();
            assertThat(shown.out()).contains("\n" + (name.equals("confirmations") ? "requests" : name) + "\n");
            assertThat(door.plain(name, "--json").code()).isZero();
        }
    }

    @Test
    void shouldNotWaitForAnEngineThatIsGone() throws Exception {
        final CompletableFuture<Cli> asked = door.askLive("--timeout", "1");
        door.pending("tradeId");
        door.engine().close();
        final Cli gone = asked.get(60, TimeUnit.SECONDS);
        assertThat(gone.code()).as(gone.toString()).isEqualTo(4);
        assertThat(gone.err()).contains("did not come back", "approval ");
    }
}
