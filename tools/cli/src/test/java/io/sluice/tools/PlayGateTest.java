package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The SPEC's permission matrix (G-1), through the door that a person uses. */
class PlayGateTest {
    private static final List<String> ACTIONS = List.of("open", "send", "amend", "cancel", "reduce_only", "query");
    private static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]*)\"");
    private static final String BEGIN = "{\"type\":\"Tick\",\"time\":\"2026-01-05T09:00:00Z\"}\n";

    @DisplayName("G-1")
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "normal,                 normal, '',                                      Y Y Y Y Y Y",
        "degraded,               normal, alerts alerts.channel_down,              w Y Y Y Y Y",
        "safe_mode,              normal, market_data market_data.stale,           - - - w Y Y",
        "safe_mode_disconnected, normal, broker broker.disconnect,                - - - - - w",
        "halt,                   normal, broker position.unknown,                 - - - - - Y",
        "connect_broker,         cold,   '',                                      - - - - - Y",
        "catchup_marketdata,     cold,   broker,                                  - - - - - Y",
        "verify_risk,            cold,   broker market_data,                      - - - Y - Y",
        "ready,                  cold,   broker market_data positions risk,       - - - Y Y Y",
    })
    void shouldAllowByModeAndStage(final String row, final String start, final String setUp, final String expected) {
        final StringBuilder lines = new StringBuilder(BEGIN);
        // A trade to be cancelled, where the gate lets one in: record 2.
        lines.append(intent(1, "open", "")).append(start.equals("normal") ? event(setUp) : evidence(setUp));
        for (int i = 0; i < ACTIONS.size(); i++) {
            lines.append(intent(2 + i, ACTIONS.get(i), ",\"tradeId\":16384"));
        }
        final Cli played = Cli.play(lines.toString(), "--start", start);
        assertThat(played.err()).isEmpty();
        assertThat(played.out()).contains("\"" + row + "\"");
        final StringJoiner cells = new StringJoiner(" ");
        for (int i = 0; i < ACTIONS.size(); i++) {
            cells.add(cell(decision(played, 2 + i)));
        }
        assertThat(cells).hasToString(expected);
    }

    private static String cell(final String decision) {
        final Matcher code = CODE.matcher(decision);
        assertThat(code.find()).isTrue();
        return code.group(1).equals("GATE_REFUSED") ? "-" : decision.contains("\"warning\":") ? "w" : "Y";
    }

    private static String decision(final Cli played, final int intentId) {
        final List<String> found = played.lines().stream()
                .filter(line ->
                        line.contains("\"type\":\"Decision\"") && line.contains("\"intentId\":" + intentId + ","))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static String intent(final int id, final String action, final String more) {
        return "{\"type\":\"OrderIntent\",\"strategyId\":1,\"intentId\":" + id + ",\"action\":\"" + action
                + "\",\"tradingMode\":\"paper\",\"symbol\":\"BTCUSD\",\"side\":\"BUY\",\"quantity\":\"1\","
                + "\"price\":\"430\"" + more + "}\n";
    }

    private static String event(final String sourceAndReason) {
        final String[] words = sourceAndReason.split(" ");
        return words.length < 2
                ? ""
                : "{\"type\":\"SystemEvent\",\"eventType\":\"fail_crit\",\"severity\":\"critical\",\"source\":\""
                        + words[0] + "\",\"reasonCode\":\"" + words[1] + "\"}\n";
    }

    private static String evidence(final String of) {
        final StringBuilder lines = new StringBuilder();
        for (final String what : of.split(" ")) {
            lines.append(line(what));
        }
        return lines.toString();
    }

    private static String line(final String evidence) {
        return switch (evidence) {
            case "broker", "risk" -> "{\"type\":\"Heartbeat\",\"source\":\"" + evidence + "\"}\n";
            case "market_data" -> "{\"type\":\"Quote\",\"symbol\":\"BTCUSD\",\"bid\":\"430\",\"ask\":\"431\"}\n";
            case "positions" -> "{\"type\":\"PositionReport\",\"reportId\":1,\"quantity\":\"0\",\"last\":true}\n";
            default -> "";
        };
    }
}
