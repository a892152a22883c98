package io.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.ComponentSource;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedDoorsTest {
    private final RecordingInlet inlet = new RecordingInlet();
    private final BrokerDoor broker = new BrokerDoor(inlet.sender(Role.BROKER, "b"), inlet);
    private final MarketDoor market = new MarketDoor(inlet.sender(Role.MARKET, "m"), inlet);
    private final RiskDoor risk = new RiskDoor(inlet.sender(Role.RISK, "r"), inlet);
    private final MonitorDoor monitor = new MonitorDoor(inlet.sender(Role.MONITOR, "w"), inlet);

    @Test
    void shouldEncodeWhatABrokerReports() { // W-8
        offered(
                broker.execution(5, ExecutionStatus.PARTIAL)
                        .order("BTCUSD", Side.BUY)
                        .fill("x1", E8.ONE, E8.of(100))
                        .leaves(E8.of(2))
                        .cumulative(E8.ONE)
                        .offer(),
                "ExecutionReport",
                Map.of("tradeId", "5", "execId", "x1", "lastQuantity", "1", "lastPrice", "100", "leavesQuantity", "2"));
        offered(
                broker.execution(0, ExecutionStatus.CANCELLED)
                        .order("BTCUSD", Side.SELL)
                        .leaves(0)
                        .command(9)
                        .mode(TradingMode.PAPER)
                        .offer(),
                "ExecutionReport",
                Map.of("tradeId", "0", "lastQuantity", "0", "commandId", "9", "tradingMode", "paper"));
        offered(
                broker.position(1, "BTCUSD", -E8.ONE, E8.ABSENT, false),
                "PositionReport",
                Map.of("quantity", "-1", "last", "false"));
        offered(broker.flat(2), "PositionReport", Map.of("reportId", "2", "last", "true"));
        offered(
                broker.openOrder(1, 5, 0, "BTCUSD", Side.BUY, E8.ONE, null, "v-7", true),
                "OpenOrder",
                Map.of("orderRef", "v-7", "leavesQuantity", "1"));
        offered(broker.noOpenOrders(2), "OpenOrder", Map.of("last", "true"));
        offered(broker.equity(E8.of(1000)), "EquityUpdate", Map.of("equity", "1000"));
        offered(broker.cashFlow("f", E8.ONE, E8.ABSENT), "CashFlow", Map.of("flowId", "f"));
        offered(broker.tradeClosed(5, E8.ABSENT), "TradeClosed", Map.of("tradeId", "5"));
        offered(broker.tradeSettled(5), "TradeSettled", Map.of("tradeId", "5"));
        offered(broker.quote("BTCUSD", 1, 2), "Quote", Map.of("symbol", "BTCUSD"));
        offered(broker.heartbeat(), "Heartbeat", Map.of("source", "broker"));
        offered(broker.probe(true, -1), "ProbeResult", Map.of("ok", "true"));
        offered(broker.disconnected("tcp"), "SystemEvent", Map.of("reasonCode", "broker.disconnect"));
        offered(broker.reconnected(null), "SystemEvent", Map.of("reasonCode", "broker.reconnected"));
        offered(
                broker.stageResult(RecoveryStage.CONNECT_BROKER, true, "up"),
                "RecoveryStageResult",
                Map.of("detail", "up", "ok", "true"));
    }

    @Test
    void shouldEncodeWhatFeedsRiskAndMonitorsSay() { // W-8
        offered(market.quote("btcusd", 1, 2), "Quote", Map.of("symbol", "BTCUSD", "bid", "0.00000001"));
        offered(market.quote("BTCUSD", 1, 2, 3, true), "Quote", Map.of("latencyMs", "3", "lowQuality", "true"));
        offered(market.heartbeat(), "Heartbeat", Map.of("source", "market_data"));
        offered(market.probe(false, 3), "ProbeResult", Map.of("ok", "false", "latencyMs", "3"));
        offered(market.createLockout("X", 5, "news").offer(), "LockoutCreate", Map.of("reason", "news"));
        offered(risk.heartbeat(), "Heartbeat", Map.of("source", "risk"));
        offered(risk.equity(1), "EquityUpdate", Map.of());
        offered(risk.tradeClosed(5, E8.of(-1)), "TradeClosed", Map.of("realizedPnl", "-1"));
        offered(risk.emergencyStop("x").offer(), "EmergencyStop", Map.of("reason", "x"));
        offered(risk.guardianLock("x").offer(), "GuardianLock", Map.of("reason", "x"));
        offered(risk.createLockout("X", 5, null, "r").offer(), "LockoutCreate", Map.of("reason", "r"));
        offered(risk.disableStrategy(7, "x").offer(), "StrategyDisable", Map.of("strategyId", "7"));
        offered(risk.promoteModel("m", "2", "").offer(), "ModelPromoted", Map.of("modelName", "m"));
        offered(risk.acknowledgeModel("c", "m", "2"), "ModelAck", Map.of("consumer", "c", "modelVersion", "2"));
        offered(monitor.heartbeat(ComponentSource.DB), "Heartbeat", Map.of("source", "db"));
        offered(monitor.probe(ComponentSource.ALERTS, true, 0), "ProbeResult", Map.of("latencyMs", "0"));
        offered(monitor.emergencyStop("x").offer(), "EmergencyStop", Map.of("reason", "x"));
        offered(monitor.guardianLock("x", "disk").offer(), "GuardianLock", Map.of("source", "disk"));
        final byte[] hash = new byte[32];
        hash[0] = 1;
        offered(monitor.integrityViolation(5, hash, hash, "sql").offer(), "IntegrityViolation", Map.of("store", "sql"));
        assertThat(monitor.integrityViolation(5, new byte[3], hash, "sql").offer())
                .isEqualTo(Offer.MALFORMED);
    }

    @Test
    void shouldAnswerMalformedToWhatIsNoSymbolOrNotAllOfAReport() { // W-0, W-7
        assertThat(market.quote("", 1, 2)).isEqualTo(Offer.MALFORMED);
        assertThat(inlet.wrong).isEqualTo("Quote.symbol: missing");
        assertThat(market.quote("X".repeat(25), 1, 2)).isEqualTo(Offer.MALFORMED);
        assertThat(broker.execution(5, ExecutionStatus.NEW).order("X", Side.BUY).offer())
                .isEqualTo(Offer.MALFORMED);
        assertThat(inlet.wrong).isEqualTo("ExecutionReport.leavesQuantity: missing");
        assertThat(broker.execution(5, ExecutionStatus.NEW)
                        .order("X", Side.BUY)
                        .fill("x".repeat(65), 1, 1)
                        .leaves(0)
                        .offer())
                .isEqualTo(Offer.MALFORMED);
    }

    private void offered(final Offer offer, final String type, final Map<String, String> fields) {
        assertThat(inlet.wrong).isNull();
        assertThat(offer).isEqualTo(Offer.OFFERED);
        assertThat(inlet.type).isEqualTo(type);
        assertThat(inlet.fields).containsAllEntriesOf(fields);
    }
}
