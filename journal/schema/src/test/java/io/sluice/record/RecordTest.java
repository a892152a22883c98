package io.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.DecisionEncoder;
import io.sluice.codec.QuoteEncoder;
import io.sluice.codec.Role;
import io.sluice.codec.TradeTransitionEncoder;
import io.sluice.codec.Verdict;
import io.sluice.record.RecordDecoder.Fault;
import io.sluice.schema.MessageReader;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class RecordTest {
    private static final int CAPACITY = 4096;

    private final UnsafeBuffer slot = new UnsafeBuffer(new byte[1024]);
    private final RecordEncoder encoder = new RecordEncoder(CAPACITY);
    private final RecordDecoder decoder = new RecordDecoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final DecisionEncoder decision = new DecisionEncoder();
    private final TradeTransitionEncoder transition = new TradeTransitionEncoder();

    private int encode(final int outcomes) {
        final EnvelopeEncoder envelope = new EnvelopeEncoder(Role.MARKET, "feed");
        envelope.begin(slot, 16, quote).symbol("BTCUSD").bid(780_00000000L).ask(781_00000000L);
        encoder.begin(slot, 16, envelope.correlationId(1, 2).end(quote), 7, 100, 200);
        for (int i = 0; i < outcomes; i++) {
            if (i % 2 == 0) {
                encoder.end(encoder.next(decision).intentId(i).verdict(Verdict.ALLOW));
            } else {
                encoder.end(encoder.next(transition).tradeId(i));
            }
        }
        return encoder.finish();
    }

    @Test
    void shouldGiveBackWhatWasPutIn() {
        final int length = encode(3);

        assertThat(decoder.wrap(encoder.memory(), encoder.buffer(), length)).isNull();
        assertThat(decoder.header().sequence()).isEqualTo(7);
        assertThat(decoder.header().timeNs()).isEqualTo(100);
        assertThat(decoder.header().wallTimeNs()).isEqualTo(200);
        assertThat(decoder.header().outcomes()).isEqualTo(3);
        assertThat(decoder.header().role()).isEqualTo(Role.MARKET);
        assertThat(decoder.header().correlationId().lsb()).isEqualTo(2);
        assertThat(decoder.header().principal()).isEqualTo("feed");
        decoder.input();
        assertThat(decoder.templateId()).isEqualTo(QuoteEncoder.TEMPLATE_ID);
        final int[] templates = new int[3];
        for (int i = 0; decoder.nextOutcome(); i++) {
            templates[i] = decoder.templateId();
        }
        assertThat(templates)
                .containsExactly(
                        DecisionEncoder.TEMPLATE_ID, TradeTransitionEncoder.TEMPLATE_ID, DecisionEncoder.TEMPLATE_ID);
    }

    @Test
    void shouldHoldAbsentWhatAnOutcomeLeftOut() {
        encoder.memory().clear();
        for (int i = 0; i < CAPACITY; i++) {
            encoder.buffer().putByte(i, (byte) 0x55);
        }
        decoder.wrap(encoder.memory(), encoder.buffer(), encode(1));
        decoder.rewind();
        assertThat(decoder.nextOutcome()).isTrue();

        final MessageReader reader =
                new MessageReader().wrap(decoder.buffer(), decoder.messageOffset(), decoder.messageLength());
        assertThat(reader.spec().fields())
                .filteredOn(field -> field.optional())
                .isNotEmpty()
                .allMatch(reader::isAbsent);
    }

    @Property(tries = 2_000)
    void shouldFindEveryFlippedBit(@ForAll final long seed) {
        final Random random = new Random(seed);
        final int length = encode(random.nextInt(6));
        final int at = random.nextInt(length);
        encoder.buffer().putByte(at, (byte) (encoder.buffer().getByte(at) ^ 1 << random.nextInt(8)));
        assertThat(decoder.wrap(encoder.memory(), encoder.buffer(), length)).isIn(Fault.CHECKSUM, Fault.LENGTH);
    }

    @Test
    void shouldFindARecordOfAnotherLength() {
        final int length = encode(2);
        assertThat(decoder.wrap(encoder.memory(), encoder.buffer(), length - 1)).isEqualTo(Fault.LENGTH);
        assertThat(decoder.wrap(encoder.memory(), encoder.buffer(), 3)).isEqualTo(Fault.LENGTH);
    }

    @Property(tries = 5_000)
    void shouldNeverThrowForRandomFrames(@ForAll final byte[] bytes) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[bytes.length + 64]);
        buffer.putBytes(0, bytes);
        assertThat(decoder.wrap(buffer, 0, bytes.length)).isFalse();
    }
}
