package io.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.LockoutType;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.Role;
import io.sluice.codec.SystemMode;
import io.sluice.codec.TradingMode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorDoorTest {
    private final RecordingInlet inlet = new RecordingInlet();
    private final OperatorDoor alice = new OperatorDoor(inlet.sender(Role.OPERATOR, "alice"), Channel.CLI, inlet);

    @Test
    void shouldNameTheOperatorOfTheDoorInEveryCommand() { // W-8
        given(alice.approve(5, "fine"), "ApprovalDecision", Map.of("decision", "APPROVE", "comment", "fine"));
        given(alice.approve(5, E8.of("1.5"), null), "ApprovalDecision", Map.of("price", "1.5", "channel", "CLI"));
        given(alice.reject(5, "too big"), "ApprovalDecision", Map.of("decision", "REJECT", "reason", "too big"));
        given(alice.cancelRequest(5, "changed"), "ApprovalDecision", Map.of("decision", "CANCEL"));
        given(alice.forceMode(SystemMode.HALT, 60, "x"), "ForceMode", Map.of("mode", "halt", "ttlSeconds", "60"));
        given(alice.releaseOverride(), "ReleaseOverride", Map.of());
        given(alice.emergencyStop("enough"), "EmergencyStop", Map.of("reason", "enough"));
        given(alice.emergencyReset(true, "x"), "EmergencyReset", Map.of("acceptOpenPositions", "true"));
        given(alice.guardianUnlock("x"), "GuardianUnlock", Map.of("reason", "x"));
        given(
                alice.policy().allowNewTrades(false).approvalTimeoutSeconds(9).send(),
                "PolicyUpdate",
                Map.of("allowNewTrades", "false", "approvalTimeoutSeconds", "9"));
        given(
                alice.createLockout("btcusd", 60, LockoutType.MANUAL, "x"),
                "LockoutCreate",
                Map.of("symbol", "BTCUSD", "durationSeconds", "60", "reason", "x"));
        given(alice.deleteLockout(4), "LockoutDelete", Map.of("lockoutId", "4"));
        given(alice.enableStrategy(7, "x"), "StrategyEnable", Map.of("strategyId", "7"));
        given(alice.disableStrategy(7, "x"), "StrategyDisable", Map.of("strategyId", "7", "reason", "x"));
        given(alice.cancelOrder(5, "x"), "OrderCancel", Map.of("tradeId", "5"));
        given(alice.closePosition("ETHUSD", TradingMode.LIVE, "x"), "PositionClose", Map.of("symbol", "ETHUSD"));
        given(alice.watchSymbol("ETHUSD", false, "x"), "SymbolWatch", Map.of("watched", "false"));
        given(
                alice.cashFlow("f1", E8.of(-5), E8.ABSENT, "out"),
                "CashFlow",
                Map.of("amount", "-5", "flowId", "f1", "reason", "out"));
        given(alice.startRecovery("r1", false), "StartRecovery", Map.of("runId", "r1", "adoptPositions", "false"));
        given(
                alice.stageResult(RecoveryStage.READY, true, "r1", "looked"),
                "RecoveryStageResult",
                Map.of("stage", "ready", "ok", "true", "runId", "r1", "detail", "looked"));
        given(alice.resetDrawdown("x"), "DrawdownReset", Map.of("reason", "x"));
        given(alice.confirm(3), "ConfirmCommand", Map.of("requestId", "3"));
        given(alice.withdraw(3), "WithdrawCommand", Map.of("requestId", "3"));
        given(alice.promoteModel("m", "2", "1"), "ModelPromoted", Map.of("newVersion", "2", "oldVersion", "1"));
    }

    private void given(final Sent sent, final String type, final Map<String, String> fields) {
        assertThat(inlet.wrong).isNull();
        assertThat(sent.offer()).isEqualTo(Offer.OFFERED);
        assertThat(inlet.type).isEqualTo(type);
        assertThat(inlet.fields).containsAllEntriesOf(fields).containsEntry("operatorId", "alice");
    }

    @Test
    void shouldTakeTheReasonOfALockFromWhoeverHasTheDoor() { // H-8
        assertThat(alice.guardianLock("odd fills").offer()).isEqualTo(Offer.OFFERED);
        assertThat(inlet.fields).containsEntry("reason", "odd fills").doesNotContainKey("operatorId");
    }

    @Test
    void shouldAnswerMalformedToTextThatNoCommandCanHold() { // W-7
        malformed(alice.emergencyStop("x".repeat(257)));
        malformed(alice.emergencyStop("\u00e4".repeat(129)));
        malformed(alice.emergencyStop("a\nb"));
        malformed(alice.emergencyStop("\u202ex"));
        malformed(alice.emergencyStop("\ud800"));
        malformed(alice.reject(5, "x".repeat(10_000)));
        malformed(alice.closePosition("A".repeat(25), TradingMode.LIVE, "x"));
        malformed(alice.closePosition("\u00c4", TradingMode.LIVE, "x"));
        assertThat(alice.emergencyStop("x".repeat(256)).offer()).isEqualTo(Offer.OFFERED);
    }

    @Test
    void shouldAnswerMalformedWhereSomethingRequiredIsMissing() { // W-0
        malformed(alice.emergencyStop(""));
        assertThat(inlet.wrong).isEqualTo("EmergencyStop.reason: missing");
        malformed(alice.emergencyStop(null));
        malformed(alice.closePosition(null, TradingMode.LIVE, "x"));
        malformed(alice.startRecovery(null, false));
    }

    @Test
    void shouldNameTheFieldThatIsWrong() { // W-0
        assertThat(malformed(alice.emergencyStop("")).field()).isEqualTo("reason");
        assertThat(malformed(alice.emergencyStop("a\nb")).field()).isEqualTo("reason");
        assertThat(malformed(alice.startRecovery("x".repeat(37), false)).field())
                .isEqualTo("runId");
        assertThat(alice.whyMalformed()).isEqualTo("StartRecovery.runId: longer than 36 bytes, or no Unicode");
        assertThat(malformed(alice.closePosition("A".repeat(25), TradingMode.LIVE, "x"))
                        .sentence())
                .isEqualTo("MALFORMED: symbol is missing or cannot be as it is");
        assertThat(alice.whyMalformed()).isEqualTo("PositionClose.symbol: cannot be that");
        assertThat(malformed(alice.policy().tradingMode(null).send()).field()).isEqualTo("tradingMode");
        assertThat(alice.emergencyStop("enough").offer()).isEqualTo(Offer.OFFERED);
        assertThat(alice.whyMalformed()).isNull();
    }

    private CommandAnswer malformed(final Sent sent) {
        assertThat(sent.offer()).isEqualTo(Offer.MALFORMED);
        final CommandAnswer answer = sent.await(Duration.ZERO);
        assertThat(answer.code()).isEqualTo(Code.MALFORMED);
        assertThat(answer.sequence()).isZero();
        assertThat(inlet.expected).isEmpty();
        return answer;
    }

    @Test
    void shouldNotSendABegunPolicyInAnotherCommandsPlace() { // P-2
        final PolicyWriter policy = alice.policy().allowNewTrades(true);
        alice.emergencyStop("enough");
        inlet.expected.clear();
        malformed(policy.send());
    }

    @Test
    void shouldSayThatTheOutcomeIsUnknownWhenNoAnswerComes() { // G-6
        final Sent sent = alice.confirm(3);
        assertThatThrownBy(() -> sent.await(Duration.ofMillis(1)))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining(sent.correlationId().toString())
                .hasMessageContaining("no answer within 1 ms");
        assertThat(inlet.expected).isEmpty();
    }
}
