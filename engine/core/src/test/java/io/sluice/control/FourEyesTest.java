package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.Code;
import io.sluice.codec.MessageType;
import io.sluice.codec.Role;
import io.sluice.control.gate.Senders;
import io.sluice.control.view.View;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One eye to tighten, four to loosen (O-1). */
@Tag("O-1")
class FourEyesTest {
    private static final String FORCE = "'type':'ForceMode','operatorId':'alice','reason':'x',";
    private static final String RELEASE = "'type':'ReleaseOverride','operatorId':'alice'";
    private static final String RESET = "'type':'EmergencyReset','operatorId':'alice','reason':'x'";
    private static final String RECOVER = "'type':'StartRecovery','operatorId':'alice','runId':'r'";
    private static final String UNLOCK = "'type':'GuardianUnlock','operatorId':'alice','reason':'x'";
    private static final String PEAK = "'type':'DrawdownReset','operatorId':'alice','reason':'x'";
    private static final String ENABLE = "'type':'StrategyEnable','operatorId':'alice','reason':'x','strategyId':1";
    private static final String POLICY = "'type':'PolicyUpdate','operatorId':'alice',";

    private static Scenario engine(final String... overrides) {
        final String[] all = new String[overrides.length + 3];
        System.arraycopy(overrides, 0, all, 0, overrides.length);
        all[overrides.length] = "sluice.operators.four-eyes=true";
        all[overrides.length + 1] = "sluice.limits.repeat.count=2";
        all[overrides.length + 2] = "sluice.limits.repeat.window=1 h";
        return Scenario.free(all);
    }

    private static Said send(final Scenario engine, final String fields) {
        return engine.json("{" + fields + "}");
    }

    private static long request(final Scenario engine, final String fields) {
        final Said said = send(engine, fields);
        assertThat(said.briefs()).containsExactly("CommandRequested", "Result REQUESTED");
        return said.one("CommandRequested").id("requestId");
    }

    private static Said confirm(final Scenario engine, final long id, final String operator) {
        return engine.in("ConfirmCommand", "requestId=" + id, "operatorId=" + operator);
    }

    private static void lock(final Scenario engine) {
        engine.in("GuardianLock", "reason=x", "origin=risk:r");
    }

    private static void lockout(final Scenario engine) {
        engine.in("LockoutCreate", "symbol=BTCUSD", "reason=x", "durationSeconds=9999", "operatorId=alice");
    }

    private static String lockoutDelete(final Scenario engine) {
        return "'type':'LockoutDelete','operatorId':'alice','lockoutId':"
                + engine.view(View.LOCKOUTS).get(0).get("lockoutId");
    }

    private static void repeat(final Scenario engine) {
        engine.open(1);
        engine.open(2);
    }

    /** What leads there, the command, whether it then is done. */
    private record Case(Consumer<Scenario> before, String command, Consumer<Scenario> done) {}

    /** The requests that can still be confirmed. */
    private static List<Outcome> waiting(final Scenario engine) {
        return engine.view(View.REQUESTS).stream()
                .filter(row -> row.is("state", "WAITING"))
                .toList();
    }

    private static Map<String, Case> loosening() {
        final Map<String, Case> cases = new LinkedHashMap<>();
        cases.put(
                "a symbol that leaves the freshness rules",
                new Case(
                        e -> {},
                        "'type':'SymbolWatch','operatorId':'alice','symbol':'BTCUSD','watched':false,'reason':'x'",
                        e -> assertThat(e.open(900).get("code")).isEqualTo("SYMBOL_UNWATCHED")));
        cases.put(
                "a less severe force",
                new Case(
                        e -> e.event("fail_crit", "risk", "risk.timeout"),
                        FORCE + "'mode':'degraded','ttlSeconds':600",
                        e -> assertThat(e.mode()).isEqualTo("degraded")));
        cases.put(
                "a force that allows more than a recovery owed",
                new Case(
                        e -> {
                            e.probe("broker", false);
                            e.startRecovery("r0");
                        },
                        FORCE + "'mode':'safe_mode','ttlSeconds':600",
                        e -> assertThat(e.mode()).isEqualTo("safe_mode")));
        cases.put(
                "a force that ends the same one sooner",
                new Case(
                        e -> send(e, FORCE + "'mode':'halt','ttlSeconds':3000"),
                        FORCE + "'mode':'halt','ttlSeconds':60",
                        e -> assertThat(e.pass("60s").briefs("ModeChanged"))
                                .containsExactly("halt->normal override.expired")));
        cases.put(
                "release of a tightening one",
                new Case(e -> send(e, FORCE + "'mode':'halt','ttlSeconds':600"), RELEASE, e -> assertThat(e.mode())
                        .isEqualTo("normal")));
        cases.put("emergency reset", new Case(Scenario::stop, RESET, e -> assertThat(
                        e.status().get("emergencyMode"))
                .isEqualTo("false")));
        cases.put(
                "start recovery out of halt",
                new Case(e -> e.event("fail_crit", "broker", "position.unknown"), RECOVER, e -> assertThat(e.mode())
                        .isEqualTo("recovering")));
        cases.put("adopt positions", new Case(e -> {}, RECOVER + ",'adoptPositions':true", e -> assertThat(e.mode())
                .isEqualTo("recovering")));
        cases.put("guardian unlock", new Case(FourEyesTest::lock, UNLOCK, e -> assertThat(
                        e.status().get("guardianLocked"))
                .isEqualTo("false")));
        cases.put("lockout delete", new Case(FourEyesTest::lockout, null, e -> assertThat(e.view(View.LOCKOUTS))
                .isEmpty()));
        cases.put(
                "drawdown reset",
                new Case(
                        e -> {
                            e.equity("100");
                            e.equity("99");
                        },
                        PEAK,
                        e -> assertThat(e.status().get("peak")).isEqualTo("99")));
        cases.put("strategy enable", new Case(FourEyesTest::repeat, ENABLE, e -> assertThat(
                        e.view(View.STRATEGIES).get(0).get("enabled"))
                .isEqualTo("true")));
        policies(cases);
        return cases;
    }

    private static void policies(final Map<String, Case> cases) {
        for (final String loose : new String[] {
            "'hitlEnabled':false",
            "'requireApprovalForLive':false",
            "'autoApprovePaper':true",
            "'approvalTimeoutSeconds':301",
            "'slippageMaxPercent':'0.6'",
            "'tradingMode':'live'",
            "'allowNewTrades':true",
            "'allowNewTrades':true,'hitlEnabled':false"
        }) {
            cases.put(
                    "policy " + loose,
                    new Case(
                            e -> send(
                                    e,
                                    POLICY + "'requireApprovalForLive':true,'autoApprovePaper':false,"
                                            + "'tradingMode':'paper','allowNewTrades':false"),
                            POLICY + loose,
                            e -> assertThat(e.everything().all("PolicyChanged").stream()
                                            .filter(row -> row.is("operatorId", "alice")))
                                    .isNotEmpty()));
        }
    }

    static Stream<Arguments> cases() {
        return loosening().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldWaitForASecondOperatorToLoosen(final String name, final Object loosening) {
        final Case it = (Case) loosening;
        final Scenario engine = engine();
        it.before.accept(engine);
        final String command = it.command == null ? lockoutDelete(engine) : it.command;
        final long before = engine.machine().permissions();
        final Object policy = policy(engine);
        final Said asked = send(engine, command);
        final Outcome request = asked.one("CommandRequested");
        assertThat(asked.one("CommandResult").get("accepted")).isEqualTo("false");
        assertThat(asked.result()).isEqualTo("REQUESTED");
        assertThat(engine.machine().permissions()).as("nothing is loosened yet").isEqualTo(before);
        assertThat(policy(engine)).isEqualTo(policy);
        final Outcome row = engine.view(View.REQUESTS).get(0);
        assertThat(row.get("requestId")).isEqualTo(request.get("requestId"));
        assertThat(row.get("operatorId")).isEqualTo("alice");
        assertThat(command).contains("'" + row.get("command") + "'");
        assertThat(confirm(engine, request.id("requestId"), "alice").result()).isEqualTo("SAME_OPERATOR");
        engine.swap();
        assertThat(confirm(engine, request.id("requestId"), "bob").result()).isEqualTo("OK");
        it.done.accept(engine);
        assertThat(waiting(engine)).isEmpty();
    }

    private static Object policy(final Scenario engine) {
        final Map<String, Object> fields =
                new LinkedHashMap<>(engine.view(View.POLICY).get(0).fields());
        fields.remove("seq");
        fields.remove("time");
        return fields;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldRunAsIfSentAtTheConfirmation(final String name, final Object loosening) {
        final Case it = (Case) loosening;
        final Scenario engine = engine();
        it.before.accept(engine);
        final long id = request(engine, it.command == null ? lockoutDelete(engine) : it.command);
        engine.pass("1s");
        final Said done = confirm(engine, id, "bob");
        assertThat(done.result()).isEqualTo("OK");
        assertThat(done.one("CommandResult").get("command")).isEqualTo("ConfirmCommand");
        it.done.accept(engine);
        assertThat(confirm(engine, id, "bob").result()).as("once").isEqualTo("NOT_FOUND");
    }

    /** What waits, by the commands of the cases. */
    private static Set<MessageType> waiting() {
        return loosening().values().stream()
                .map(it -> it.command == null ? "'type':'LockoutDelete'" : it.command)
                .map(command -> command.split("'")[3].replaceAll("(?<=.)(?=[A-Z])", "_"))
                .map(name -> MessageType.valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(MessageType.class)));
    }

    @Test
    void shouldHaveACaseForEachCommandOfOperatorsAloneThatMayLoosen() {
        final Set<MessageType> expected = EnumSet.allOf(MessageType.class);
        expected.removeIf(type -> !Senders.roles(type.value()).equals(List.of(Role.OPERATOR)));
        expected.removeAll(
                Set.of(MessageType.APPROVAL_DECISION, MessageType.CONFIRM_COMMAND, MessageType.WITHDRAW_COMMAND));
        expected.removeAll(Set.of(MessageType.ORDER_CANCEL, MessageType.POSITION_CLOSE));
        assertThat(waiting()).isEqualTo(expected);
    }

    @Test
    void shouldRunAtOnceWhateverIsNotSaidToLoosen() {
        final Scenario engine = engine();
        loosening().values().forEach(it -> it.before.accept(engine));
        final FourEyes fourEyes = new FourEyes(engine.machine().rooms);
        final UnsafeBuffer zeros = new UnsafeBuffer(new byte[1024]);
        final Set<MessageType> others = EnumSet.allOf(MessageType.class);
        others.removeAll(waiting());
        others.remove(MessageType.CASH_FLOW);
        assertThat(others)
                .allSatisfy(type -> assertThat(fourEyes.hold(type, zeros, 0)).isEqualTo(Code.OK));
    }

    @Test
    void shouldAlwaysTightenAtOnce() {
        final Scenario engine = engine();
        for (final String command : new String[] {
            FORCE + "'mode':'degraded','ttlSeconds':600",
            FORCE + "'mode':'safe_mode','ttlSeconds':60",
            FORCE + "'mode':'halt','ttlSeconds':60",
            FORCE + "'mode':'halt','ttlSeconds':61",
            POLICY + "'allowNewTrades':false",
            POLICY + "'hitlEnabled':true",
            POLICY + "'requireApprovalForLive':true,'autoApprovePaper':false",
            POLICY + "'approvalTimeoutSeconds':299,'slippageMaxPercent':'0.4','tradingMode':'paper'",
            "'type':'LockoutCreate','operatorId':'alice','symbol':'A','reason':'x','durationSeconds':60",
            "'type':'GuardianLock','origin':'operator:alice','reason':'x'",
            "'type':'EmergencyStop','operatorId':'alice','reason':'x'"
        }) {
            assertThat(send(engine, command).result()).as(command).isEqualTo("OK");
        }
        assertThat(waiting(engine)).isEmpty();
    }

    @Test
    void shouldRefuseAtOnceWhatWouldLoosenNothing() {
        final Scenario engine = engine();
        assertThat(send(engine, RESET).result()).isEqualTo("NOT_ACTIVE");
        assertThat(send(engine, UNLOCK).result()).isEqualTo("NOT_ACTIVE");
        assertThat(send(engine, RELEASE).result()).isEqualTo("NOT_ACTIVE");
        assertThat(send(engine, ENABLE).result()).isEqualTo("NOT_FOUND");
        assertThat(send(engine, "'type':'LockoutDelete','operatorId':'alice','lockoutId':5")
                        .result())
                .isEqualTo("NOT_FOUND");
        assertThat(send(engine, RECOVER).result()).as("out of normal").isEqualTo("OK");
        engine.stop();
        assertThat(send(engine, RECOVER.replace("'r'", "'r2'")).result()).isEqualTo("EMERGENCY");
    }

    @Test
    void shouldRefuseAMixedChange() {
        final Scenario engine = engine();
        final Said said = send(engine, POLICY + "'hitlEnabled':false,'allowNewTrades':false");
        assertThat(said.briefs()).containsExactly("Result MIXED_CHANGE");
        assertThat(send(engine, POLICY + "'requireApprovalForLive':false,'allowNewTrades':false")
                        .result())
                .as("the first is so already")
                .isEqualTo("OK");
    }

    @Test
    void shouldNotConfirmWhatWasWithdrawn() {
        final Scenario engine = engine();
        lock(engine);
        final long id = request(engine, UNLOCK);
        assertThat(engine.in("WithdrawCommand", "requestId=" + id, "operatorId=alice")
                        .result())
                .isEqualTo("OK");
        assertThat(waiting(engine)).isEmpty();
        assertThat(confirm(engine, id, "bob").result()).isEqualTo("NOT_FOUND");
        assertThat(engine.in("WithdrawCommand", "requestId=" + id, "operatorId=alice")
                        .result())
                .isEqualTo("NOT_FOUND");
        assertThat(engine.status().get("guardianLocked")).isEqualTo("true");
    }

    @Test
    void shouldEndARequestExactlyAtItsEnd() {
        final Scenario engine = engine("sluice.operators.request-ttl=60 s");
        lock(engine);
        final Said asked = send(engine, UNLOCK);
        assertThat(asked.one("CommandRequested").get("expiresAt")).isEqualTo("2026-01-05T09:01:00Z");
        engine.at("59.999999999s");
        assertThat(engine.view(View.REQUESTS)).hasSize(1);
        final Outcome end = engine.at("60s").one("CommandResult");
        assertThat(end.get("code")).isEqualTo("EXPIRED");
        assertThat(end.get("command")).isEqualTo("GuardianUnlock");
        assertThat(end.get("correlationId"))
                .isEqualTo(asked.one("CommandResult").get("correlationId"));
        assertThat(confirm(engine, asked.one("CommandRequested").id("requestId"), "bob")
                        .result())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    @Tag("W-6")
    void shouldLetRequestsRunOnOverARestart() {
        final Scenario engine = engine("sluice.operators.request-ttl=60 s");
        lock(engine);
        final long old = request(engine, UNLOCK);
        engine.pass("30s");
        final long young = request(engine, UNLOCK);
        final Said start = engine.restartAfter("30s");
        assertThat(start.one("CommandResult").get("code")).isEqualTo("EXPIRED");
        assertThat(start.briefs()).endsWith("RecoverySummary");
        assertThat(confirm(engine, old, "bob").result()).isEqualTo("NOT_FOUND");
        assertThat(confirm(engine, young, "bob").result()).isEqualTo("OK");
        assertThat(engine.status().get("guardianLocked")).isEqualTo("false");
    }

    /** What the request is for, what changes meanwhile. */
    private record Change(Consumer<Scenario> before, String command, Consumer<Scenario> meanwhile, boolean voids) {}

    @Test
    void shouldVoidARequestWhenWhatItWouldLoosenChanges() {
        final Map<String, Change> changes = new LinkedHashMap<>();
        changes.put(
                "another cause comes",
                new Change(
                        e -> e.event("fail_crit", "risk", "risk.timeout"),
                        FORCE + "'mode':'normal','ttlSeconds':60",
                        e -> e.event("fail_crit", "market_data", "market_data.stale"),
                        true));
        changes.put(
                "the same cause again",
                new Change(
                        e -> e.event("fail_crit", "risk", "risk.timeout"),
                        FORCE + "'mode':'normal','ttlSeconds':60",
                        e -> e.event("fail_crit", "risk", "risk.timeout"),
                        false));
        changes.put(
                "another force",
                new Change(
                        e -> send(e, FORCE + "'mode':'safe_mode','ttlSeconds':60"),
                        RELEASE,
                        e -> send(e, FORCE + "'mode':'halt','ttlSeconds':60"),
                        true));
        changes.put(
                "another halt",
                new Change(
                        e -> e.event("fail_crit", "broker", "broker.mismatch"),
                        RECOVER,
                        e -> e.event("fail_crit", "broker", "position.unknown"),
                        true));
        changes.put(
                "a warning beside a halt",
                new Change(
                        e -> e.event("fail_crit", "broker", "broker.mismatch"),
                        RECOVER,
                        e -> e.event("fail_supp", "alerts", "alerts.channel_down"),
                        false));
        changes.put(
                "an emergency",
                new Change(e -> e.event("fail_crit", "broker", "broker.mismatch"), RECOVER, Scenario::stop, true));
        changes.put("a new peak", new Change(e -> e.equity("100"), PEAK, e -> e.equity("101"), true));
        changes.put("an equity below the peak", new Change(e -> e.equity("100"), PEAK, e -> e.equity("99"), false));
        changes.put(
                "the policy it names",
                new Change(
                        e -> send(e, POLICY + "'slippageMaxPercent':'0.4'"),
                        POLICY + "'slippageMaxPercent':'0.5'",
                        e -> send(e, POLICY + "'slippageMaxPercent':'0.3'"),
                        true));
        changes.put(
                "other policy",
                new Change(
                        e -> send(e, POLICY + "'slippageMaxPercent':'0.4'"),
                        POLICY + "'slippageMaxPercent':'0.5'",
                        e -> send(e, POLICY + "'allowNewTrades':false"),
                        false));
        changes.forEach((name, change) -> {
            final Scenario engine = engine();
            change.before.accept(engine);
            final long id = request(engine, change.command);
            change.meanwhile.accept(engine);
            assertThat(waiting(engine)).as(name).hasSize(change.voids ? 0 : 1);
            assertThat(confirm(engine, id, "bob").result()).as(name).isEqualTo(change.voids ? "VOID" : "OK");
            assertThat(confirm(engine, id, "bob").result()).as(name).isEqualTo("NOT_FOUND");
        });
    }

    @Test
    void shouldVoidForGood() {
        final Scenario engine = engine();
        lock(engine);
        final long first = request(engine, UNLOCK);
        final long second = request(engine, UNLOCK);
        assertThat(confirm(engine, first, "bob").result()).isEqualTo("OK");
        lock(engine);
        assertThat(confirm(engine, second, "bob").result())
                .as("locked again, for another reason")
                .isEqualTo("VOID");
        assertThat(engine.status().get("guardianLocked")).isEqualTo("true");
    }

    @Test
    void shouldNotActForAnOperatorWhoIsNoLongerAllowed() {
        final Scenario engine = engine("sluice.hitl.allowed-operators=[alice,bob,carol]");
        lock(engine);
        final long id = request(engine, UNLOCK);
        engine.restart("sluice.hitl.allowed-operators=[bob,carol]");
        assertThat(confirm(engine, id, "bob").result()).isEqualTo("SEC-090");
        assertThat(engine.status().get("guardianLocked")).isEqualTo("true");
    }

    @Test
    void shouldActInTheNameOfWhoAsked() {
        final Scenario engine = engine();
        send(engine, POLICY + "'allowNewTrades':false");
        final long id = request(engine, POLICY + "'allowNewTrades':true");
        final Outcome changed = confirm(engine, id, "bob").one("PolicyChanged");
        assertThat(changed.get("operatorId")).isEqualTo("alice");
    }

    @Test
    void shouldAskNobodyElseUnlessConfiguredSo() {
        final Scenario engine = Scenario.free();
        lock(engine);
        assertThat(send(engine, UNLOCK).result()).isEqualTo("OK");
    }

    @Test
    void shouldTakeAnEqualValueForNoChange() {
        final Scenario engine = Scenario.normal("sluice.operators.four-eyes=true");
        assertThat(engine.in("PolicyUpdate", "operatorId=alice", "slippageMaxPercent=0.5", "approvalTimeoutSeconds=300")
                        .result())
                .isEqualTo("OK");
        assertThat(engine.in(
                                "PolicyUpdate",
                                "operatorId=alice",
                                "slippageMaxPercent=0.5",
                                "approvalTimeoutSeconds=301",
                                "hitlEnabled=true",
                                "tradingMode=live")
                        .result())
                .as("only the timeout changes, and loosens")
                .isEqualTo("REQUESTED");
    }

    @Test
    void shouldTakeOutOneRequestOfManyAndKeepTheOthersInOrder() {
        final Scenario engine = Scenario.normal("sluice.operators.four-eyes=true");
        final java.util.List<String> ids = new java.util.ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            ids.add(engine.in("PolicyUpdate", "operatorId=alice", "approvalTimeoutSeconds=" + (300 + i))
                    .one("CommandRequested")
                    .get("requestId"));
        }
        assertThat(engine.in("WithdrawCommand", "requestId=" + ids.get(1), "operatorId=alice")
                        .result())
                .isEqualTo("OK");
        assertThat(waiting(engine)).extracting(row -> row.get("requestId")).containsExactly(ids.get(0), ids.get(2));
        assertThat(engine.in("ConfirmCommand", "requestId=" + ids.get(2), "operatorId=bob")
                        .briefs())
                .containsExactly("Policy approvalTimeoutSeconds 300->303", "Result OK");
        assertThat(engine.in("ConfirmCommand", "requestId=" + ids.get(0), "operatorId=bob")
                        .result())
                .as("what it would loosen has changed")
                .isEqualTo("VOID");
    }

    @Test
    @Tag("G-5")
    void shouldRefuseARequestThatFindsNoRoom() {
        final Scenario engine = Scenario.normal("sluice.operators.four-eyes=true");
        String code = "REQUESTED";
        int asked = 0;
        String first = null;
        while (code.equals("REQUESTED")) {
            assertThat(++asked).isLessThan(1000);
            final Said said = engine.in("PolicyUpdate", "operatorId=alice", "approvalTimeoutSeconds=301");
            code = said.result();
            first = first == null ? said.one("CommandRequested").get("requestId") : first;
        }
        assertThat(code).isEqualTo("CAPACITY");
        engine.in("WithdrawCommand", "requestId=" + first, "operatorId=bob");
        assertThat(engine.in("PolicyUpdate", "operatorId=alice", "approvalTimeoutSeconds=301")
                        .result())
                .isEqualTo("REQUESTED");
    }
}
