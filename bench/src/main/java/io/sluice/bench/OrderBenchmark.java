package io.sluice.bench;

import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The life of an order in the machine: stamp, decide, write the record, checksum included, no journal. Each invocation
 * takes {@value #BATCH} orders through one step; the steps before and after it, which keep the tables from filling,
 * are taken between invocations and not timed.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class OrderBenchmark {
    static final int BATCH = 1024;

    /** Orders on their way. */
    @State(Scope.Thread)
    public static class Orders {
        final BenchMachine machine = new BenchMachine();
        final long[] trades = new long[BATCH];

        final void open(final TradingMode mode, final Verdict expected) {
            for (int i = 0; i < BATCH; i++) {
                trades[i] = machine.open(mode, expected);
            }
        }

        final void approve() {
            for (int i = 0; i < BATCH; i++) {
                machine.approve(trades[i]);
            }
        }

        final void fill() {
            for (int i = 0; i < BATCH; i++) {
                machine.fill(trades[i], i + 1);
            }
        }
    }

    /** Nothing stands open before; orders are filled after. */
    public static class New extends Orders {
        /** Fills what was opened. */
        @TearDown(Level.Invocation)
        public void end() {
            fill();
        }
    }

    /** Nothing stands open before; requests are approved and filled after. */
    public static class Requested extends Orders {
        /** Approves and fills what was asked. */
        @TearDown(Level.Invocation)
        public void end() {
            approve();
            fill();
        }
    }

    /** Requests wait before; orders are filled after. */
    public static class Held extends Orders {
        /** Asks. */
        @Setup(Level.Invocation)
        public void begin() {
            open(TradingMode.LIVE, Verdict.HOLD);
        }

        /** Fills what was approved. */
        @TearDown(Level.Invocation)
        public void end() {
            fill();
        }
    }

    /** Orders work before. */
    public static class Working extends Orders {
        /** Opens. */
        @Setup(Level.Invocation)
        public void begin() {
            open(TradingMode.PAPER, Verdict.ALLOW);
        }
    }

    /** A paper open: ALLOW. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void allow(final New orders) {
        orders.open(TradingMode.PAPER, Verdict.ALLOW);
    }

    /** A live open: HOLD, with a request and its hash. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void hold(final Requested orders) {
        orders.open(TradingMode.LIVE, Verdict.HOLD);
    }

    /** A person approves: slippage, hash, final decision. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void approve(final Held orders) {
        orders.approve();
    }

    /** The broker reports an order filled. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void fill(final Working orders) {
        orders.fill();
    }
}
