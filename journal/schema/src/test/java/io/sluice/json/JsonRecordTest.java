package io.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.RandomMessage;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.Role;
import io.sluice.json.JsonInput.Source;
import io.sluice.record.RecordDecoder;
import io.sluice.record.RecordEncoder;
import io.sluice.schema.MessageSpec;
import io.sluice.testing.Golden;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class JsonRecordTest {
    private static final long TIME = 1_385_337_600_000_000_000L;

    /** Records: an input, then its outcomes. */
    private static final String[][] RECORDS = {
        {
            "{'type':'OrderIntent','correlationId':'00000000-0000-0001-0000-00000000000a','strategyId':1,'intentId':5,"
                    + "'action':'open','tradingMode':'live','symbol':'btcusd','side':'BUY','quantity':'2.5',"
                    + "'price':'0','reasoning':'trend up'}",
            "{'type':'Decision','strategyId':1,'intentId':5,'tradeId':10752,'action':'open','symbol':'BTCUSD',"
                    + "'side':'BUY','tradingMode':'live','verdict':'HOLD','code':'OK','mode':'degraded',"
                    + "'override':false,'final':false,'repeat':false,'actionable':false,'quantity':'2.5','price':'0',"
                    + "'warnings':['GATE','SIZE_REDUCED']}",
            "{'type':'ApprovalCreated','id':10752,'tradeId':10752,'strategyId':1,'intentId':5,'action':'open',"
                    + "'tradingMode':'live','symbol':'BTCUSD','side':'BUY','quantity':'2.5','leverage':'1',"
                    + "'requestPrice':'780.5','correlationId':'00000000-0000-0001-0000-00000000000a',"
                    + "'status':'AWAITING_APPROVAL','requestedAt':'2013-11-25T00:00:00Z',"
                    + "'expiresAt':'2013-11-25T00:05:00Z','reasoningSummary':'trend',"
                    + "'rowHash':'00000000000000000000000000000000000000000000000000000000000000ff'}"
        },
        {
            "{'type':'OrderIntent','strategyId':1,'intentId':6,'action':'cancel','tradingMode':'live',"
                    + "'symbol':'BTCUSD','tradeId':10752}",
            "{'type':'Decision','strategyId':1,'intentId':6,'tradeId':10752,'action':'cancel','symbol':'BTCUSD',"
                    + "'verdict':'REJECT','code':'GATE_REFUSED','mode':'safe_mode_disconnected','override':false,"
                    + "'final':true,'repeat':false,'actionable':false}"
        },
        {
            "{'type':'EquityUpdate','equity':'88','origin':'broker:paper'}",
            "{'type':'DrawdownBreach','level':'HARD','equity':'88','peak':'100','drawdownPct':'-12'}",
            "{'type':'PolicyChanged','field':'emergencyReason','newValue':'DD BREACH: -12.0%','version':2}",
            "{'type':'PolicyChanged','field':'tradingMode','oldValue':'live','newValue':'paper','version':3,"
                    + "'operatorId':'ann'}",
            "{'type':'PolicyChanged','field':'slippageMaxPercent','oldValue':'0.5','newValue':'0.25','version':4}",
            "{'type':'PolicyChanged','field':'approvalTimeoutSeconds','oldValue':300,'newValue':60,'version':5}",
            "{'type':'PolicyChanged','field':'emergencyActivatedAt','newValue':'2013-11-25T00:00:00Z','version':6}",
            "{'type':'PolicyChanged','field':'emergencyMode','oldValue':false,'newValue':true,'version':7}",
            "{'type':'EmergencyChanged','phase':'TRIGGERED','reasonCode':'risk.breach_hard','drawdownPct':'-12',"
                    + "'positionsToClose':2,'ordersToCancel':1,'positionsClosed':0,'ordersCancelled':0,'attempt':1}"
        },
        {"{'type':'Tick'}", "{'type':'CommandResult','command':'Tick','accepted':false,'code':'SEC-001'}"},
    };

    private final JsonInput play =
            new JsonInput(Source.PLAY, id -> id == OrderIntentDecoder.TEMPLATE_ID ? Role.STRATEGY : Role.ENGINE);
    private final JsonInput shown = new JsonInput(Source.SHOWN);
    private final RecordEncoder encoder = new RecordEncoder(1 << 21);
    private final RecordDecoder decoder = new RecordDecoder();
    private final UnsafeBuffer slot = new UnsafeBuffer(new byte[1 << 21]);

    @Test
    void shouldWriteTheLinesOfARecord() throws Exception {
        final StringBuilder lines = new StringBuilder();
        final HumanLine human = new HumanLine();
        for (final String[] example : RECORDS) {
            play.parse(example[0].replace('\'', '"'));
            encoder.begin(slot, 0, play.envelope(slot, 0), 42, TIME, TIME + 1_500_000);
            for (int i = 1; i < example.length; i++) {
                shown.parse(example[i].replace('\'', '"'));
                encoder.append(shown.buffer(), 0, shown.length());
            }
            decoder.wrap(encoder.buffer(), 0, encoder.finish());
            new JsonRecord().wrap(decoder).all(lines);
            decoder.input();
            do {
                lines.append(human.append(lines, decoder) == null ? "" : "\n");
            } while (decoder.nextOutcome());
        }
        Golden.check("lines.txt", lines.toString());
    }

    @Property(tries = 300)
    void shouldWriteLinesThatReadBack(@ForAll final long seed) throws Exception {
        final ObjectMapper oracle = new ObjectMapper();
        for (final MessageSpec spec : RandomMessage.specs()) {
            if (spec.id() < 200 || spec.id() >= 300) {
                continue;
            }
            final byte[] outcome = new RandomMessage(seed).next(spec);
            tickWith(outcome);
            final StringBuilder lines = new StringBuilder();
            new JsonRecord().wrap(decoder).outcomes(lines);
            final JsonNode line = oracle.readTree(lines.toString());
            shown.parse(lines.toString().strip());

            assertThat(lines.toString().lines()).hasSize(1);
            assertThat(line.get("kind")).isNull();
            assertThat(line.get("seq").longValue()).isEqualTo(9);
            assertThat(line.get("actor").textValue()).isEqualTo("engine");
            assertThat(line.get("message").textValue()).isNotBlank();
            assertThat(shown.length()).isEqualTo(outcome.length);
        }
    }

    @Test
    void shouldPutOriginTimeAndCorrelationIntoTheEnvelope() throws MalformedException {
        play.parse("{\"origin\":\"market:feed\",\"symbol\":\"btc/usd\",\"bid\":\"0.5\",\"ask\":\"100.00000000\","
                + "\"time\":\"2013-11-25T00:00:00.5Z\",\"correlationId\":\"00000000-0000-0001-0000-00000000000A\","
                + "\"type\":\"Quote\"}");
        assertThat(play.hasTime()).isTrue();
        assertThat(play.timeNs()).isEqualTo(TIME + 500_000_000);
        encoder.begin(slot, 8, play.envelope(slot, 8), 1, play.timeNs(), play.timeNs());
        decoder.wrap(encoder.buffer(), 0, encoder.finish());
        assertThat(decoder.header().role()).isEqualTo(Role.MARKET);
        assertThat(decoder.header().correlationId().msb()).isEqualTo(1);
        assertThat(decoder.header().correlationId().lsb()).isEqualTo(10);
        assertThat(decoder.header().principal()).isEqualTo("feed");
        final StringBuilder json = new StringBuilder();
        decoder.input();
        new JsonOutput().message(json, decoder.buffer(), decoder.messageOffset(), decoder.messageLength());
        assertThat(json.toString())
                .isEqualTo("{\"type\":\"Quote\",\"symbol\":\"BTC/USD\",\"bid\":\"0.5\",\"ask\":\"100\"}");
    }

    private void tickWith(final byte[] outcome) throws MalformedException {
        play.parse("{\"type\":\"Tick\"}");
        encoder.begin(slot, 0, play.envelope(slot, 0), 9, TIME, TIME);
        encoder.append(new UnsafeBuffer(outcome), 0, outcome.length);
        decoder.wrap(encoder.buffer(), 0, encoder.finish());
    }
}
