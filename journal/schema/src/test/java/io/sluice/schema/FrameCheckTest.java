package io.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.RandomMessage;
import io.sluice.codec.RecordHeaderEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FrameCheckTest {
    private static final int TEMPLATE = 2;
    private static final int VERSION = 6;
    private static final int SYMBOL = 24;

    @Property(tries = 2_000)
    void shouldNeverThrowForRandomBytes(@ForAll final byte[] bytes) {
        final String found = FrameCheck.check(new UnsafeBuffer(bytes), 0, bytes.length);
        assertThat(found).as("random bytes are no input").isNotNull();
    }

    @Property(tries = 2_000)
    void shouldRefuseChangedInputsOrLeaveThemReadable(@ForAll final long seed) {
        final Random random = new Random(seed);
        for (final MessageSpec spec : RandomMessage.specs()) {
            if (random.nextInt(8) > 0 || spec.id() >= 200) {
                continue;
            }
            final byte[] bytes = new RandomMessage(seed).next(spec);
            for (int i = random.nextInt(3); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            final int length = random.nextInt(4) > 0 ? bytes.length : random.nextInt(bytes.length);
            final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            if (FrameCheck.check(buffer, 0, length) == null) {
                assertReadable(new MessageReader().wrap(buffer, 0, length));
            }
        }
    }

    private static void assertReadable(final MessageReader message) {
        for (final FieldSpec field : message.spec().fields()) {
            if (!message.isAbsent(field) && field.values() != null && field.kind() != FieldKind.SET) {
                // Only what is offered is asked for required fields (W-0): the engine sets its own.
                final boolean isOwn = !MessageIds.isOffered(message.spec().id());
                final int value = (int) message.number(field);
                assertThat(field.values().has(value) || isOwn && value == EnumSpec.ABSENT)
                        .isTrue();
            }
            if (field.kind() == FieldKind.TEXT) {
                assertThat(message.text(field).getBytes(StandardCharsets.UTF_8).length)
                        .isLessThanOrEqualTo(field.maxLength());
            }
        }
    }

    @Test
    void shouldNameWhatIsWrong() {
        final MessageSpec quote = Schema.message("Quote");
        final byte[] bytes = new RandomMessage(1).next(quote);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final int block = RecordSizes.MESSAGE_HEADER;
        assertThat(FrameCheck.check(buffer, 0, bytes.length)).isNull();
        assertThat(FrameCheck.check(buffer, 0, bytes.length + 1)).contains("too short");
        assertThat(FrameCheck.check(buffer, 0, bytes.length - 1)).contains("block length");

        buffer.putLong(block + quote.field("bid").orElseThrow().offset(), 1_000_000_000_000_000_000L);
        assertThat(FrameCheck.check(buffer, 0, bytes.length)).isEqualTo("Quote.bid: not a readable value");

        buffer.putShort(TEMPLATE, (short) Schema.message("Decision").id());
        assertThat(FrameCheck.check(buffer, 0, bytes.length)).contains("no such input");
    }

    @Test
    void shouldTakeEarlierVersionsFromRecordsOnlyAndLaterOnesFromNobody() {
        final MessageSpec point = Schema.message("SyncPoint");
        final byte[] bytes = new RandomMessage(1).next(point);
        final int now = RecordHeaderEncoder.SCHEMA_VERSION;
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        assertThat(FrameCheck.check(buffer, 0, bytes.length)).isNull();
        buffer.putShort(VERSION, (short) (now + 1));
        assertThat(FrameCheck.check(buffer, 0, bytes.length)).contains("schema version " + (now + 1) + " wrote it");
        assertThat(FrameCheck.checkRecorded(buffer, 0, bytes.length)).contains("schema version " + (now + 1));
        buffer.putShort(VERSION, (short) 1);
        assertThat(FrameCheck.checkRecorded(buffer, 0, bytes.length)).contains("block length");
        final int length = bytes.length - 1;
        buffer.putShort(0, (short) (point.blockLength() - 1));
        assertThat(FrameCheck.checkRecorded(buffer, 0, length)).isNull();
        assertThat(FrameCheck.check(buffer, 0, length)).contains("schema version 1 wrote it");
        final MessageReader reader = new MessageReader().wrap(buffer, 0, length);
        assertThat(reader.isAbsent(point.field("syncMode").orElseThrow())).isTrue();
        assertThat(reader.isAbsent(point.field("syncedSequence").orElseThrow())).isFalse();
    }

    /** Whatever a sender forgets is refused with its name, and what a record lacks can be read all the same. */
    @Test
    @Tag("W-0")
    void shouldNameEachRequiredFieldThatWasLeftOut() {
        int fields = 0;
        for (final MessageSpec spec : Schema.messages()) {
            if (!MessageIds.isOffered(spec.id())) {
                continue;
            }
            for (final FieldSpec field : spec.fields()) {
                if (field.optional() || field.kind() == FieldKind.TEXT && field.min() == 0) {
                    continue;
                }
                final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4096]);
                final int length = without(spec, field, buffer);
                assertThat(FrameCheck.check(buffer, 0, length))
                        .isEqualTo(spec.name() + "." + field.name() + ": missing");
                assertThat(Required.missing(buffer, 0)).isSameAs(field);
                assertThat(FrameCheck.checkRecorded(buffer, 0, length)).isNull();
                fields++;
            }
        }
        assertThat(fields).isGreaterThan(80);
    }

    /** A random message, but for one field that is as the writer begins it. */
    private static int without(final MessageSpec spec, final FieldSpec field, final UnsafeBuffer buffer) {
        final byte[] whole = new RandomMessage(7).next(spec);
        buffer.putBytes(0, whole);
        if (field.kind() != FieldKind.TEXT) {
            buffer.putBytes(
                    RecordSizes.MESSAGE_HEADER + field.offset(), spec.absentBlock(), field.offset(), field.length());
            return whole.length;
        }
        int at = RecordSizes.MESSAGE_HEADER + spec.blockLength();
        for (final FieldSpec text : spec.texts()) {
            final int size = Short.BYTES + (buffer.getShort(at) & 0xFFFF);
            if (text == field) {
                buffer.putShort(at, (short) 0);
                buffer.putBytes(at + Short.BYTES, whole, at + size, whole.length - at - size);
                return whole.length - size + Short.BYTES;
            }
            at += size;
        }
        throw new AssertionError(field);
    }

    @Test
    void shouldRefuseANegativeStrategy() {
        final MessageWriter writer = new MessageWriter();
        final MessageSpec spec = Schema.message("StrategyHeartbeat");
        writer.begin(spec);
        writer.number(spec.fields().get(0), -1);
        final int length = writer.end();
        assertThat(FrameCheck.check(writer.buffer(), 0, length)).contains("strategyId");
    }

    @Test
    void shouldLookAtEachByteOfASymbol() {
        final MessageSpec quote = Schema.message("Quote");
        final int symbol =
                RecordSizes.MESSAGE_HEADER + quote.field("symbol").orElseThrow().offset();
        final byte[] sound = new RandomMessage(1).next(quote);
        final Predicate<String> isSymbol = Pattern.compile("[ -~]+\0*").asMatchPredicate();
        for (int length = 0; length <= SYMBOL; length++) {
            for (int at = 0; at < SYMBOL; at++) {
                for (int value = 0; value < 256; value++) {
                    final byte[] bytes = sound.clone();
                    final byte[] field = Arrays.copyOf(
                            "!~abcdefghijklmnopqrstuv".substring(0, length).getBytes(), SYMBOL);
                    field[at] = (byte) value;
                    System.arraycopy(field, 0, bytes, symbol, SYMBOL);
                    final String text = new String(field, StandardCharsets.ISO_8859_1);
                    assertThat(FrameCheck.check(new UnsafeBuffer(bytes), 0, bytes.length) == null)
                            .as(text)
                            .isEqualTo(isSymbol.test(text));
                }
            }
        }
    }
}
