package io.sluice.engine.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MailboxesTest {
    private static final int PUTS = 200_000;
    private static final int SENDERS = 2;

    private final Mailboxes mailboxes = new Mailboxes();

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
                final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
                for (long n = 1; n <= PUTS; n++) {
                    message.putLong(0, n);
                    message.putInt(8, me);
                    message.putLong(56, n);
                    placed[me] += box.put(message, 0, 64, 16) ? 1 : 0;
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
                    assertThat(envelope.getLong(56)).isEqualTo(n);
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
}
