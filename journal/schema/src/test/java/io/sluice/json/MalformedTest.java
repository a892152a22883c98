package io.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.RandomMessage;
import io.sluice.json.JsonInput.Source;
import io.sluice.schema.FrameCheck;
import io.sluice.schema.MessageSpec;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be read as a message is said to be malformed, with its key, and nothing else ever happens. */
class MalformedTest {
    private static final String QUOTE = "{'type':'Quote','symbol':'X','bid':'1','ask':'2'%s}";
    private static final String ORDER =
            "{'type':'OrderIntent','strategyId':1,'intentId':1,'tradingMode':'live','action':%s}";
    private static final String TAIL = "\"}],:0e-tnfu{[\\ \u0000é\ud800";

    private final JsonInput play = new JsonInput(Source.PLAY);
    private final JsonInput shown = new JsonInput(Source.SHOWN);
    private final JsonInput api = new JsonInput(Source.API);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ''                                                     |
            []                                                     |
            7                                                      |
            {                                                      |
            {}                                                     | type
            {'type':7}                                             | type
            {'type':'Nothing'}                                     | type
            {'type':'Decision'}                                    | type
            {'type':'RecordHeader'}                                | type
            {'type':'Tick'} x                                      |
            {'type':'Tick'}{'type':'Tick'}                         |
            {'type':'Tick','type':'Tick'}                          | type
            {'type':'Tick','x':1}                                  | x
            {'type':'Tick',}                                       |
            {'type':'Tick','time':'2013-11-25'}                    | time
            {'type':'Tick','time':'2013-02-30T00:00:00Z'}          | time
            {'type':'Tick','time':'2013-11-25T24:00:00Z'}          | time
            {'type':'Tick','time':'2013-11-25T00:00:00.Z'}         | time
            {'type':'Tick','time':'2013-11-25T00:00:00.1234567891Z'} | time
            {'type':'Tick','time':'2013-11-25T00:00:00+01:00'}     | time
            {'type':'Tick','time':-1}                              | time
            {'type':'Tick','time':9223372036854775807}             | time
            {'type':'Tick','time':1.5}                             | time
            {'type':'Tick','time':null}                            | time
            {'type':'Tick','time':1,'time':1}                      | time
            {'type':'Tick','correlationId':'x'}                    | correlationId
            {'type':'Tick','correlationId':'0123456789abcdef0123456789abcdef'} | correlationId
            {'type':'Tick','origin':'nobody:x'}                    | origin
            {'type':'Tick','event':1}                               | event
            {'type':'EquityUpdate'}                                | equity
            {'type':'EquityUpdate','equity':1}                     | equity
            {'type':'EquityUpdate','equity':1.5}                   | equity
            {'type':'EquityUpdate','equity':NaN}                   | equity
            {'type':'EquityUpdate','equity':'NaN'}                 | equity
            {'type':'EquityUpdate','equity':''}                    | equity
            {'type':'EquityUpdate','equity':'-'}                   | equity
            {'type':'EquityUpdate','equity':'+1'}                  | equity
            {'type':'EquityUpdate','equity':'.5'}                  | equity
            {'type':'EquityUpdate','equity':'5.'}                  | equity
            {'type':'EquityUpdate','equity':'007'}                 | equity
            {'type':'EquityUpdate','equity':'1e3'}                 | equity
            {'type':'EquityUpdate','equity':' 1'}                  | equity
            {'type':'EquityUpdate','equity':'1,5'}                 | equity
            {'type':'EquityUpdate','equity':'1.2.3'}               | equity
            {'type':'EquityUpdate','equity':'٣'}                   | equity
            {'type':'EquityUpdate','equity':'0.123456789'}         | equity
            {'type':'EquityUpdate','equity':'10000000000'}         | equity
            {'type':'EquityUpdate','equity':'-10000000000'}        | equity
            {'type':'EquityUpdate','equity':'1','equity':'1'}      | equity
            {'type':'EquityUpdate','equity':{'a':[[[[[[[[[[[]]]]]]]]]]]}} | equity
            {'type':'TradeSettled','tradeId':-1}                   | tradeId
            {'type':'TradeSettled','tradeId':9007199254740992}     | tradeId
            {'type':'TradeSettled','tradeId':99999999999999999999} | tradeId
            {'type':'TradeSettled','tradeId':1.0}                  | tradeId
            {'type':'TradeSettled','tradeId':'1'}                  | tradeId
            {'type':'StrategyHeartbeat','strategyId':-1}           | strategyId
            {'type':'StrategyHeartbeat','strategyId':2147483648}   | strategyId
            {'type':'Heartbeat','source':'Broker'}                 | source
            {'type':'Heartbeat','source':'broker','ttlSeconds':-2147483648} | ttlSeconds
            {'type':'ProbeResult','source':'broker','ok':1}        | ok
            {'type':'ProbeResult','source':'broker','ok':'true'}   | ok
            {'type':'ProbeResult','source':'broker','ok':null}     | ok
            {'type':'GuardianLock','reason':'a\\u0007'}            | reason
            {'type':'GuardianLock','reason':'a\\u202eb'}           | reason
            {'type':'GuardianLock','reason':'a\\ud800b'}           | reason
            {'type':'GuardianLock','reason':['a']}                 | reason
            {'type':'IntegrityViolation','tradeId':1,'store':'s','expectedHash':'00'} | expectedHash
            {'type':'IntegrityViolation','tradeId':1,'store':'123456789012345678901234567890123'} | store
            """)
    void shouldNameTheKeyOfWhatCannotBeRead(final String json, final String key) {
        assertMalformed(json, key);
    }

    @Test
    void shouldRefuseSymbolsThatAreNoPrintableAsciiOf1To24() {
        for (final String symbol : new String[] {"", "É", "1234567890123456789012345", "A\\u0000"}) {
            assertMalformed("{'type':'Quote','bid':'1','ask':'2','symbol':'" + symbol + "'}", "symbol");
        }
    }

    @Test
    void shouldRequireTheOrderOfAnIntentAsItsActionNeedsIt() {
        assertMalformed(ORDER.formatted("'open'"), "symbol");
        assertMalformed(ORDER.formatted("'open','symbol':'X','quantity':'1','price':'0'"), "side");
        assertMalformed(ORDER.formatted("'amend','symbol':'X','side':'BUY','price':'0'"), "quantity");
        assertMalformed(ORDER.formatted("'reduce_only','symbol':'X','side':'BUY','quantity':'1'"), "price");
        assertMalformed(ORDER.formatted("'cancel'"), "symbol");
        assertThat(parses(ORDER.formatted("'cancel','symbol':'X'"))).isTrue();
        assertThat(parses(ORDER.formatted("'query'"))).isTrue();
    }

    @Test
    void shouldLeaveTheOriginToTheDoorOfTheApi() {
        final MalformedException refused = catchThrowableOfType(
                MalformedException.class, () -> api.parse("{\"type\":\"Tick\",\"origin\":\"engine\"}"));
        assertThat(refused.key()).isEqualTo("origin");
    }

    @Test
    void shouldSayWhereItIsInPrintableAscii() {
        final MalformedException refused = catchThrowableOfType(
                MalformedException.class, () -> play.parse("{\"type\":\"Tick\", \"\u202e\u001b[31m\":1}"));
        assertThat(refused.column()).isPositive();
        assertThat(refused.getMessage()).matches("[ -~]+");
    }

    @Test
    void shouldTakeUtf8OfRfc3629Only() {
        final byte[] bad = QUOTE.formatted("").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        bad[10] = (byte) 0xC0;
        assertThat(catchThrowableOfType(MalformedException.class, () -> play.parse(bad, 0, bad.length)))
                .isNotNull();
        final byte[] wide = "{\"type\":\"Tick\"}".getBytes(StandardCharsets.UTF_16LE);
        assertThat(catchThrowableOfType(MalformedException.class, () -> play.parse(wide, 0, wide.length)))
                .isNotNull();
    }

    @Property(tries = 5_000)
    void shouldThrowNothingElseForChangedJson(@ForAll final long seed) {
        final Random random = new Random(seed);
        final MessageSpec spec =
                RandomMessage.specs().get(random.nextInt(RandomMessage.specs().size()));
        final byte[] message = new RandomMessage(seed).next(spec);
        final StringBuilder json = new StringBuilder();
        new JsonOutput().message(json, new UnsafeBuffer(message), 0, message.length);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            change(json, random);
        }
        onlyMalformedOrReadable(json.toString());
    }

    @Property(tries = 5_000)
    void shouldThrowNothingElseForRandomJson(@ForAll final long seed) {
        final Random random = new Random(seed);
        final StringBuilder json = new StringBuilder();
        value(json, random, 0);
        onlyMalformedOrReadable(json.toString());
    }

    @Property(tries = 5_000)
    void shouldThrowNothingElseForRandomBytes(@ForAll final byte[] bytes) {
        try {
            play.parse(bytes, 0, bytes.length);
        } catch (final MalformedException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private void onlyMalformedOrReadable(final String json) {
        for (final JsonInput input : new JsonInput[] {play, api, shown}) {
            try {
                input.parse(json);
                if (input != shown && !json.contains("EngineStarted")) {
                    assertThat(FrameCheck.check(input.buffer(), 0, input.length()))
                            .as(json)
                            .isNull();
                }
            } catch (final MalformedException e) {
                assertThat(e.getMessage()).matches("[ -~]+");
            }
        }
    }

    private static void change(final StringBuilder json, final Random random) {
        final int at = random.nextInt(json.length());
        final int to = Math.min(json.length(), at + random.nextInt(12));
        switch (random.nextInt(4)) {
            case 0 -> json.delete(at, to);
            case 1 -> json.insert(at, TAIL.charAt(random.nextInt(TAIL.length())));
            case 2 -> json.insert(random.nextInt(json.length()), json.substring(at, to));
            default -> json.setCharAt(at, TAIL.charAt(random.nextInt(TAIL.length())));
        }
        if (json.isEmpty()) {
            json.append('{');
        }
    }

    private static void value(final StringBuilder json, final Random random, final int depth) {
        final String[] scalars = {"1", "-1.5", "true", "null", "\"live\"", "\"\\ud800\"", "1e999", "\"12.5\"", "NaN"};
        final int kind = depth == 0 ? 0 : random.nextInt(depth > 12 ? 1 : 4) + (depth > 12 ? 3 : 0);
        if (kind == 0) {
            json.append("{\"type\":\"")
                    .append(RandomMessage.specs()
                            .get(random.nextInt(RandomMessage.specs().size()))
                            .name())
                    .append('"');
            final String[] keys = {"time", "origin", "reason", "symbol", "operatorId", "strategyId", "permissions", "a"
            };
            for (int i = random.nextInt(6); i > 0; i--) {
                json.append(",\"").append(keys[random.nextInt(keys.length)]).append("\":");
                value(json, random, depth + 1);
            }
            json.append('}');
        } else if (kind == 1) {
            json.append('[');
            value(json, random, depth + 1);
            json.append(']');
        } else {
            json.append(scalars[random.nextInt(scalars.length)]);
        }
    }

    private void assertMalformed(final String json, final String key) {
        final MalformedException refused =
                catchThrowableOfType(MalformedException.class, () -> play.parse(json.replace('\'', '"')));
        assertThat(refused).as(json).isNotNull();
        assertThat(refused.key()).as(json + " -> " + refused.getMessage()).isEqualTo(key);
    }

    private boolean parses(final String json) {
        try {
            play.parse(json.replace('\'', '"'));
            return true;
        } catch (final MalformedException e) {
            return false;
        }
    }
}
