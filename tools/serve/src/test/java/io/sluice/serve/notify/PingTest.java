package io.sluice.serve.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.serve.notify.FakeServices.Answer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The dead man's switch. */
@Tag("N-1")
class PingTest {
    private static final String PING = "GET /ping";
    private static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(120);

    private static void turnUntil(final Ping ping, final FakeServices fakes, final int count) {
        final long untilNs = System.nanoTime() + PATIENCE_NS;
        while (fakes.asked(PING).size() < count && System.nanoTime() - untilNs < 0) {
            ping.turn(true);
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(fakes.asked(PING)).hasSizeGreaterThanOrEqualTo(count);
    }

    @Test
    void shouldCallAgainAndAgainWhileAllIsWellAndNotElse() throws Exception {
        try (FakeServices fakes = new FakeServices()) {
            final Ping ping = new Ping(new Http(), fakes.url() + "/ping", said -> {}, PERIOD_NS);
            ping.turn(false);
            turnUntil(ping, fakes, 3);
            // Every call that is under way arrives before this one's answer.
            final Ping other = new Ping(new Http(), fakes.url() + "/ping", said -> {}, Long.MAX_VALUE / 2);
            final int before = fakes.asked(PING).size();
            turnUntil(other, fakes, before + 1);
            final int known = fakes.asked(PING).size();
            LockSupport.parkNanos(3 * PERIOD_NS);
            ping.turn(false);
            ping.turn(false);
            LockSupport.parkNanos(3 * PERIOD_NS);
            assertThat(fakes.asked(PING).size() - known).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void shouldSayOnceThatTheSwitchCannotBeReached() throws Exception {
        final List<String> said = new CopyOnWriteArrayList<>();
        try (FakeServices fakes = new FakeServices()) {
            fakes.script(PING, Answer.status(500), Answer.status(500));
            turnUntil(new Ping(new Http(), fakes.url() + "/ping", said::add, PERIOD_NS), fakes, 2);
            assertThat(said).containsExactly("the address of sluice.notify.webhook.ping answered 500");
        }
    }
}
