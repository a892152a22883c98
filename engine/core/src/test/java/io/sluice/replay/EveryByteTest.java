package io.sluice.replay;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.Door;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ApprovalAnswer;
import io.sluice.codec.ApprovalDecisionEncoder;
import io.sluice.codec.Channel;
import io.sluice.codec.Role;
import io.sluice.engine.Decisions;
import io.sluice.engine.Engine;
import io.sluice.engine.Inputs;
import io.sluice.engine.TestEngine;
import io.sluice.journal.JournalFault;
import io.sluice.journal.JournalPosition;
import io.sluice.journal.JournalScan;
import io.sluice.journal.RecordListener;
import io.sluice.journal.ScanResult;
import io.sluice.record.RecordDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * SPEC J-2, whole: each byte of a journal's roll file changed, and the file cut at each length. Whatever a scan hands
 * on is what was written, byte for byte and from the first record on, so that it replays alike; whatever it does not
 * hand on it tells of; and what changes nothing lies in one of the ranges of the format that nobody reads.
 *
 * <p>By default it does every byte around the edges of records, one in three within them and few in long runs of zeros,
 * each with all its bits turned round. {@code -Dsluice.every=byte} does every byte, {@code -Dsluice.every=bit} does
 * every bit, and both execute again what each scan hands on.
 */
class EveryByteTest {
    private static final String EVERY = System.getProperty("sluice.every", "");
    private static final boolean ALL = EVERY.equals("byte") || EVERY.equals("bit");
    private static final int[] MASKS =
            EVERY.equals("bit") ? new int[] {0xFF, 1, 2, 4, 8, 16, 32, 64, 128} : new int[] {0xFF};
    private static final int IN_ZEROS = ALL ? 1 : 97;
    private static final int IN_RECORDS = ALL ? 1 : 3;
    private static final int NEAR = 12;
    private static final int HEADER = 4;
    /** Of the three excerpts before the first record: length word, name, and capacity where there is one. */
    private static final List<int[]> READ_OF_THE_QUEUE = List.of(
            new int[] {0, 12}, new int[] {0xC8, 0xD9}, new int[] {0xE0, 0xE8}, new int[] {0x80F0, 0x80FB}, new int[] {
                0x8100, 0x8108
            });

    @TempDir
    private Path directory;

    private final List<byte[]> records = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private Path file;
    private byte[] original;

    @BeforeEach
    void writeAJournal() throws IOException {
        final Decisions decisions = new Decisions();
        try (Engine engine = Engine.open(TestEngine.options(
                                directory,
                                "sluice.hitl.require-approval-for-live=true",
                                "sluice.journal.max-record=512 KiB",
                                "sluice.journal.seal.records=8")
                        .segmentBytes(1 << 21));
                StrategyClient client = engine.strategy(7)) {
            final Door broker = engine.door(Role.BROKER, "sim");
            final Door alice = engine.door(Role.OPERATOR, "alice");
            for (int i = 1; i <= 4; i++) {
                broker.quote("BTCUSD", 100 * ONE, 101 * ONE);
                broker.equity(1_000_000 * ONE);
                TestEngine.order(client, i, i * ONE);
                client.offer();
                decisions.await(client, 2 * i - 1);
                final ApprovalDecisionEncoder approval = alice.begin(new ApprovalDecisionEncoder())
                        .tradeId(decisions.last().tradeId())
                        .decision(i % 2 == 0 ? ApprovalAnswer.REJECT : ApprovalAnswer.APPROVE)
                        .channel(Channel.CLI);
                alice.offer(approval.operatorId("alice").reason("because").comment(""));
                decisions.await(client, 2 * i);
            }
            Inputs.stop(alice, "alice");
            TestEngine.await(() -> engine.inputs() >= 17);
        }
        try (Stream<Path> files = Files.walk(directory)) {
            file = files.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        original = Files.readAllBytes(file);
        JournalScan.run(directory, (record, position) -> {
            records.add(bytes(record));
            offsets.add(JournalPosition.offset(position));
        });
        assertThat(Recorded.in(directory).inputs).contains("OrderIntent", "ApprovalDecision", "EmergencyStop", "Seal");
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void shouldFindEveryByteThatWasChangedOrNotNeedIt() throws IOException {
        final Tally tally = new Tally();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            final BitSet places = places(original.length);
            for (int at = places.nextSetBit(0); at >= 0; at = places.nextSetBit(at + 1)) {
                for (final int mask : MASKS) {
                    put(channel, at, original[at] ^ mask);
                    tally.take("byte " + at, at);
                }
                put(channel, at, original[at]);
            }
        }
        assertThat(tally.silent.stream().distinct().toList())
                .isEqualTo(places(original.length).stream()
                        .filter(this::isUnread)
                        .boxed()
                        .toList());
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void shouldSayAtWhateverLengthTheFileWasCut() throws IOException {
        final Tally tally = new Tally();
        final int end = end(records.size() - 1);
        final BitSet places = places(original.length);
        for (int length = places.length() - 1; length >= 0; length = places.previousSetBit(length - 1)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
            tally.take("cut at " + length, length);
        }
        // Of the zeros behind the last record only the first four are needed.
        assertThat(tally.silent.stream().filter(length -> length < end + HEADER).toList())
                .isEmpty();
    }

    /** The queue's table is never read. */
    @Test
    void shouldNotNeedTheTableFile() throws IOException {
        Files.write(file.resolveSibling("metadata.cq4t"), new byte[] {1, 2, 3});
        final Tally tally = new Tally();
        tally.take("table", 0);
        assertThat(tally.silent).hasSize(1);
        Files.delete(file.resolveSibling("metadata.cq4t"));
        tally.take("table", 1);
        assertThat(tally.silent).hasSize(2);
        Engine.open(TestEngine.options(directory)).close();
        assertThat(Recorded.in(directory).replay.divergence()).isNull();
    }

    private BitSet places(final int length) {
        final BitSet places = new BitSet(length);
        for (int at = 0; at < length; at++) {
            final boolean isBeforeRecords = at < offsets.get(0);
            final int stride = original[at] == 0 ? IN_ZEROS : isBeforeRecords ? 1 : IN_RECORDS;
            if (at % stride == 0) {
                places.set(at);
            }
        }
        for (int i = 0; i < records.size(); i++) {
            places.set((int) (offsets.get(i) - NEAR), (int) (offsets.get(i) + NEAR));
            places.set(end(i) - NEAR, end(i) + NEAR);
        }
        return places;
    }

    /** What the format says that nobody reads: most of the queue's own header and index, and what rounds records up. */
    private boolean isUnread(final int at) {
        if (at < offsets.get(0)) {
            return READ_OF_THE_QUEUE.stream().noneMatch(range -> range[0] <= at && at < range[1]);
        }
        for (int i = 0; i < records.size(); i++) {
            if (at >= end(i) && at < (end(i) + HEADER - 1) / HEADER * HEADER) {
                return true;
            }
        }
        return false;
    }

    private int end(final int index) {
        return (int) (offsets.get(index) + HEADER + records.get(index).length);
    }

    private static void put(final FileChannel channel, final int at, final int value) throws IOException {
        channel.write(ByteBuffer.wrap(new byte[] {(byte) value}), at);
    }

    private static byte[] bytes(final RecordDecoder record) {
        final byte[] bytes = new byte[record.outcomesOffset() + record.outcomesLength()];
        record.buffer().getBytes(0, bytes);
        return bytes;
    }

    /** What scans of the damaged file came to. */
    private final class Tally {
        final List<Integer> silent = new ArrayList<>();
        private int damaged;
        private int torn;
        private int skipped;

        void take(final String what, final int place) {
            final Heard heard = new Heard(what);
            final ScanResult end = JournalScan.run(directory, heard);
            if (end.damage() != null) {
                damaged++;
                assertThat(end.damage().sequence()).as(what).isBetween(1L, records.size() + 1L);
            } else if (end.tornTail() != null) {
                torn++;
            } else {
                assertThat(heard.count).as(what).isEqualTo(records.size());
                if (end.skipped() > 0) {
                    skipped++;
                } else {
                    silent.add(place);
                }
            }
            assertThat(heard.replay.divergence()).as(what).isNull();
        }

        @Override
        public String toString() {
            return damaged + " damage, " + torn + " torn tail, " + skipped + " skipped, " + silent.size() + " silent";
        }
    }

    private final class Heard implements RecordListener {
        private final String what;
        final Replay replay = new Replay();
        int count;

        Heard(final String what) {
            this.what = what;
        }

        @Override
        public void onRecord(final RecordDecoder record, final long position) {
            if (count >= records.size() || !Arrays.equals(bytes(record), records.get(count))) {
                throw new AssertionError(what + ": record " + (count + 1) + " is not what was written");
            }
            count++;
            if (ALL) {
                replay.next(record);
            }
        }

        @Override
        public boolean onFault(final JournalFault fault) {
            assertThat(fault.describe()).as(what).isNotBlank();
            return true;
        }
    }
}
