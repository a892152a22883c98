package io.sluice.engine.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.RecordHeaderDecoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MailboxesTest {
    private static final int PUTS = 200_000;
    private static final int SENDERS = 2;
    private static final int INPUT = 128;
    /** Frame prefix, message header; then the record header begins with it. */
    private static final int CORRELATION = 4 + 8 + RecordHeaderDecoder.correlationIdEncodingOffset();

    private final List<String> merged = Collections.synchronizedList(new ArrayList<>());
    private final Mailboxes mailboxes = new Mailboxes((msb, lsb, waitingMsb, waitingLsb) ->
            merged.add(msb + "," + lsb + " into " + waitingMsb + "," + waitingLsb));

    /** Whatever is put in or merged is followed by a take of something at least as new as its box's content. */
    @Test
    void shouldLoseNothingBetweenSendersAndTheEngine() throws InterruptedException { // M-6
        final long[] placed = new long[SENDERS];
        final long[] lastTaken = new long[SENDERS];
        final long[] taken = new long[SENDERS];
        final AtomicBoolean over = new AtomicBoolean();
        final Thread[] senders = new Thread[SENDERS];
        for (int i = 0; i < SENDERS; i++) {
            final int me = i;
            final Mailboxes.Box box = mailboxes.open(1)[0];
            senders[i] = new Thread(() -> {
                final UnsafeBuffer message = new UnsafeBuffer(new byte[256]);
                for (long n = 1; n <= PUTS; n++) {
                    message.putLong(0, n);
                    message.putInt(8, me);
                    message.putLong(200, n);
                    placed[me] += box.put(message, 0, 256, 128) ? 1 : 0;
                }
            });
        }
        final Thread engine = new Thread(() -> {
            boolean last;
            do {
                last = over.get();
                mailboxes.drain((envelope, length) -> {
                    final int from = envelope.getInt(8);
                    final long n = envelope.getLong(0);
                    assertThat(envelope.getLong(200)).isEqualTo(n);
                    assertThat(n).isGreaterThan(lastTaken[from]);
                    lastTaken[from] = n;
                    taken[from]++;
                });
            } while (!last);
        });
        engine.start();
        for (final Thread sender : senders) {
            sender.start();
        }
        for (final Thread sender : senders) {
            sender.join();
        }
        over.set(true);
        engine.join();
        assertThat(taken).isEqualTo(placed);
        assertThat(placed[0]).isPositive();
        assertThat(mailboxes.drain((envelope, length) -> lastTaken[0]++)).isZero();
    }

    @Test
    void shouldSayWhoseRecordAnswersWhatWasLeftAtAnother() { // M-6
        final Mailboxes.Box box = mailboxes.open(1)[0];
        assertThat(box.put(stop(1, 2), 0, 256, INPUT)).isTrue();
        assertThat(box.put(stop(3, 4), 0, 256, INPUT)).isFalse();
        assertThat(box.put(stop(0, 0), 0, 256, INPUT)).as("nobody waits for it").isFalse();
        assertThat(merged).containsExactly("3,4 into 1,2");
    }

    @Test
    void shouldGiveWhatWaitsWithoutAnIdTheIdOfWhatIsLeftAtIt() { // M-6
        final Mailboxes.Box box = mailboxes.open(1)[0];
        assertThat(box.put(stop(0, 0), 0, 256, INPUT)).isTrue();
        assertThat(box.put(stop(3, 4), 0, 256, INPUT)).isFalse();
        mailboxes.drain((envelope, length) -> {
            assertThat(envelope.getLong(CORRELATION)).isEqualTo(3);
            assertThat(envelope.getLong(CORRELATION + 8)).isEqualTo(4);
        });
        assertThat(merged).isEmpty();
    }

    private static UnsafeBuffer stop(final long msb, final long lsb) {
        final UnsafeBuffer envelope = new UnsafeBuffer(new byte[256]);
        envelope.putLong(CORRELATION, msb);
        envelope.putLong(CORRELATION + 8, lsb);
        return envelope;
    }
}
