package io.sluice.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.EngineClock;
import io.sluice.codec.Code;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.HeartbeatEncoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.OrderIntentEncoder;
import io.sluice.codec.RecordHeaderEncoder;
import io.sluice.codec.Role;
import io.sluice.codec.TickDecoder;
import io.sluice.codec.TickEncoder;
import io.sluice.codec.TradingMode;
import io.sluice.control.ControlMachine;
import io.sluice.engine.Engine;
import io.sluice.engine.TestEngine;
import io.sluice.journal.JournalScan;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.record.RecordDecoder;
import io.sluice.record.RecordEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final int HEADER_BLOCK = 8 + 4 + 8;
    private static final long START_NS = TimeUnit.SECONDS.toNanos(1_700_000_000L);

    @TempDir
    private Path directory;

    private final List<UnsafeBuffer> records = new ArrayList<>();
    private final RecordDecoder decoder = new RecordDecoder();
    private final UnsafeBuffer envelope = new UnsafeBuffer(new byte[EnvelopeEncoder.MAX_LENGTH]);
    private Stepper stepper;

    /** Record 1 of an engine, then in memory: a heartbeat, a query, and much later another heartbeat, behind ticks. */
    @BeforeEach
    void makeRecords() {
        final EngineClock clock = EngineClock.system(() -> START_NS, () -> 0);
        Engine.open(TestEngine.options(directory).clock(clock)).close();
        JournalScan.run(
                directory,
                (record, position) -> records.add(copy(
                        record.buffer(),
                        record.envelopeOffset() - 8,
                        record.envelopeLength() + record.outcomesLength() + 8)));
        records.subList(1, records.size()).clear();
        final Replay first = new Replay();
        assertThat(first.next(wrap(0))).isNull();
        final ControlMachine machine = first.machine();
        stepper = new Stepper(
                machine,
                new RecordEncoder(1 << 20),
                (record, length) -> records.add(copy(record.buffer(), 0, length)),
                1,
                first.lastTimeNs());
        heartbeat(Role.BROKER, START_NS + 1);
        final OrderIntentEncoder query = new OrderIntentEncoder();
        final EnvelopeEncoder strategy = new EnvelopeEncoder(Role.STRATEGY, "7");
        strategy.begin(envelope, 0, query)
                .strategyId(7)
                .intentId(1)
                .action(io.sluice.codec.ActionType.QUERY)
                .tradingMode(TradingMode.LIVE)
                .modelName("")
                .modelVersion("")
                .reasoning("");
        send(strategy, query, START_NS + 2);
        heartbeat(Role.BROKER, START_NS + TimeUnit.SECONDS.toNanos(60));
    }

    @Test
    void shouldConfirmWhatTheMachineWrote() {
        final Replay replay = new Replay();
        for (int i = 0; i < records.size(); i++) {
            assertThat(replay.next(wrap(i))).isNull();
        }
        assertThat(replay.lastSequence()).isEqualTo(records.size());
        assertThat(replay.lastTimeNs()).isEqualTo(START_NS + TimeUnit.SECONDS.toNanos(60));
        assertThat(replay.lastStart()).isEqualTo(1);
        assertThat(firstTick()).isBetween(3, records.size() - 2);
    }

    @Test
    void shouldNameTheRecordTheMessageAndTheField() { // J-2
        decoder.wrap(records.get(2), 0, records.get(2).capacity());
        decoder.nextOutcome();
        final int code = decoder.messageOffset() + 8 + DecisionDecoder.codeEncodingOffset();
        records.get(2).putByte(code, (byte) Code.EMERGENCY.value());
        assertThat(divergence().describe())
                .isEqualTo("record 3 is not what re-execution gives: outcome 1, "
                        + "Decision.code is EMERGENCY in the journal and OK when re-executed");
    }

    @Test
    void shouldMissATimerThatHasNoRecord() { // W-6
        final int tick = firstTick();
        records.remove(tick);
        for (int i = tick; i < records.size(); i++) {
            header(i).sequence(i + 1);
        }
        assertThat(divergence().sequence()).isEqualTo(tick + 1);
        assertThat(divergence().what()).containsAnyOf("a timer was due before it", "no timer fires at");
    }

    @Test
    void shouldNotTakeATimerAtAnotherTime() { // W-6
        final int tick = firstTick();
        header(tick).timeNs(decoder.header().timeNs() + 1);
        assertThat(divergence().sequence()).isEqualTo(tick + 1);
        assertThat(divergence().what()).startsWith("no timer fires at");
    }

    @Test
    void shouldMissARecord() {
        records.remove(1);
        assertThat(divergence().what()).isEqualTo("it does not follow record 1");
        records.remove(0);
        assertThat(divergence().what()).isEqualTo("the journal does not begin with record 1");
    }

    @Test
    void shouldNotGoBackInTime() {
        header(2).timeNs(START_NS);
        assertThat(divergence()).isEqualTo(new Divergence(3, "its time is before that of record 2"));
    }

    @Test
    void shouldRefuseAnInputThatCannotBeReadBeforeTheMachineMeetsIt() {
        wrap(2).input();
        final int block = decoder.messageOffset() + 8;
        records.get(2).putByte(block + OrderIntentDecoder.actionEncodingOffset(), (byte) 77);
        assertThat(divergence())
                .isEqualTo(new Divergence(3, "its input cannot be read: OrderIntent.action: not a readable value"));
        wrap(2).input();
        final int firstText = decoder.messageOffset() + 8 + OrderIntentDecoder.BLOCK_LENGTH;
        records.get(2).putByte(block + OrderIntentDecoder.actionEncodingOffset(), (byte) 5);
        records.get(2).putShort(firstText, (short) 30_000);
        assertThat(divergence())
                .isEqualTo(new Divergence(3, "its input cannot be read: OrderIntent.modelName: not acceptable text"));
    }

    @Test
    void shouldLeaveRecordsOfAnotherBehaviourToTheVersionThatWroteThem() { // J-9
        wrap(0).input();
        final int version = decoder.messageOffset() + 8 + EngineStartedDecoder.behaviourVersionEncodingOffset();
        records.get(0).putInt(version, ControlMachine.BEHAVIOUR_VERSION + 1);
        assertThat(divergence().what())
                .contains("behaviour version " + (ControlMachine.BEHAVIOUR_VERSION + 1) + " wrote it, this is version "
                        + ControlMachine.BEHAVIOUR_VERSION);
    }

    @Test
    void shouldNotBelieveAConfigurationWithAnotherFingerprint() { // W-5
        wrap(0).input();
        final int hash = decoder.messageOffset() + 8 + EngineStartedDecoder.configHashEncodingOffset();
        records.get(0).putByte(hash, (byte) (records.get(0).getByte(hash) + 1));
        assertThat(divergence().what()).contains("fingerprint");
    }

    @Test
    void shouldNotTakeWhatAnybodyCallsATickForOne() { // W-8
        final EnvelopeEncoder monitor = new EnvelopeEncoder(Role.MONITOR, "m");
        send(monitor, monitor.begin(envelope, 0, new TickEncoder()), START_NS + TimeUnit.SECONDS.toNanos(60));
        assertThat(divergence()).isNull();
    }

    @Test
    void shouldSayNothingMoreAfterADifference() {
        final Replay replay = new Replay();
        replay.next(wrap(0));
        final Divergence first = replay.next(wrap(2));
        assertThat(first).isNotNull();
        assertThat(replay.next(wrap(1))).isSameAs(first);
        assertThat(replay.lastSequence()).isEqualTo(1);
    }

    private void heartbeat(final Role role, final long timeNs) {
        final EnvelopeEncoder sender = new EnvelopeEncoder(role, "sim");
        final HeartbeatEncoder heartbeat = sender.begin(envelope, 0, new HeartbeatEncoder());
        send(sender, heartbeat.source(ComponentSource.BROKER), timeNs);
    }

    private void send(final EnvelopeEncoder sender, final MessageEncoderFlyweight encoder, final long timeNs) {
        stepper.input(envelope, 0, sender.end(encoder), timeNs, timeNs);
    }

    private Divergence divergence() {
        final Replay replay = new Replay();
        for (int i = 0; i < records.size(); i++) {
            replay.next(wrap(i));
        }
        return replay.divergence();
    }

    private int firstTick() {
        for (int i = 0; i < records.size(); i++) {
            wrap(i).input();
            if (decoder.templateId() == TickDecoder.TEMPLATE_ID) {
                return i;
            }
        }
        throw new AssertionError("no timer fired");
    }

    private RecordDecoder wrap(final int index) {
        assertThat(decoder.wrap(records.get(index), 0, records.get(index).capacity()))
                .isTrue();
        return decoder;
    }

    /** To change a record; its checksum is not looked at any more. */
    private RecordHeaderEncoder header(final int index) {
        wrap(index);
        return new RecordHeaderEncoder().wrap(records.get(index), HEADER_BLOCK);
    }

    private static UnsafeBuffer copy(final org.agrona.DirectBuffer from, final int offset, final int length) {
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
        copy.putBytes(0, from, offset, length);
        return copy;
    }
}
