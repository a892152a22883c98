package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ExecutionReportDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.QuoteDecoder;
import io.sluice.codec.Verdict;
import io.sluice.journal.JournalScan;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleTwinTest {
    /** Quote, equity, orders of both sides on paper and live with approvals and fills, and a stop with its end. */
    private static final int STEPS_A_ROUND = 20;

    private static final int ROUNDS = 5_000;
    private static final int INTENTS = 20;
    /** What the runtime's own doings may take. */
    private static final long SLACK = 8_192;

    @TempDir
    private Path directory;

    /** Longer than its tables are, so that it never fills up. */
    @Test
    void shouldAllowHoldFillAndStopForEver() {
        try (IdleTwin twin = twin()) {
            run(twin, ROUNDS);
            assertThat(twin.decided(Verdict.ALLOW)).isEqualTo(5 * ROUNDS);
            assertThat(twin.decided(Verdict.HOLD)).isEqualTo(3 * ROUNDS);
            assertThat(twin.decided(Verdict.REJECT)).isZero();
        }
    }

    @Test
    void shouldAllocateNothing() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (IdleTwin twin = twin()) {
            run(twin, ROUNDS);
            final long before =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            run(twin, ROUNDS);
            assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
                    .isLessThan(SLACK);
        }
    }

    /** It is there, it has its processor, and the journal shows what was asked for alone. */
    @Test
    void shouldLeaveNoTraceInTheJournalOfItsEngine() {
        try (Engine engine = TestEngine.open(directory, "sluice.pipeline.keep-warm=1 us");
                StrategyClient client = engine.strategy(7)) {
            for (int i = 1; i <= INTENTS; i++) {
                final long steps = engine.twinSteps();
                TestEngine.await(() -> engine.twinSteps() > steps + STEPS_A_ROUND);
                TestEngine.query(client, i);
                client.offer();
            }
            final long last = engine.startSequence() + INTENTS;
            TestEngine.await(() -> engine.beacon().lastSequence() >= last);
        }
        final List<Integer> inputs = new ArrayList<>();
        JournalScan.run(directory, (record, position) -> {
            record.input();
            inputs.add(record.templateId());
        });
        assertThat(inputs)
                .doesNotContain(QuoteDecoder.TEMPLATE_ID, ExecutionReportDecoder.TEMPLATE_ID)
                .filteredOn(template -> template == OrderIntentDecoder.TEMPLATE_ID)
                .hasSize(INTENTS);
    }

    @Test
    void shouldEndWithItsEngineEvenWhileItIsMade() throws IOException {
        for (int i = 0; i < 3; i++) {
            TestEngine.open(directory.resolve("" + i), "sluice.pipeline.keep-warm=1 us")
                    .close();
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("sluice-twin");
            assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain("sluice-rehearsal");
        }
    }

    private static IdleTwin twin() {
        return IdleTwin.open(Assertions::fail);
    }

    private static void run(final IdleTwin twin, final int rounds) {
        for (int i = 0; i < rounds * STEPS_A_ROUND; i++) {
            twin.run();
        }
    }
}
