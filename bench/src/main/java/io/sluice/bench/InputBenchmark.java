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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Inputs of the machine that leave nothing behind: equity, quote, an intent sent again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class InputBenchmark {
    private final BenchMachine machine = new BenchMachine();
    private long expected;

    /** One order works: the one that is asked for again. */
    @Setup
    public void open() {
        machine.open(TradingMode.PAPER, Verdict.ALLOW);
    }

    /** Counts records from here. */
    @Setup(Level.Iteration)
    public void count() {
        expected = machine.records();
    }

    /** Each input has to have left a record; the fixture adds a quote for each second of engine time. */
    @TearDown(Level.Iteration)
    public void check() {
        if (machine.records() < expected) {
            throw new IllegalStateException(expected - machine.records() + " inputs left no record");
        }
    }

    /** Equity within its bounds: peak and drawdown. */
    @Benchmark
    public void equity() {
        expected++;
        machine.equity();
    }

    /** A quote of a symbol in use. */
    @Benchmark
    public void quote() {
        expected++;
        machine.quote();
    }

    /** An intent that was answered: the decision again. */
    @Benchmark
    public void repeat() {
        expected++;
        machine.repeat();
    }
}
