package io.sluice.bench;

import io.sluice.codec.ActionType;
import io.sluice.schema.Permissions;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What asking for permission costs (SPEC G-7), with the gate computed anew and read from the packed number. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class GateBenchmark {
    private static final ActionType[] ACTIONS = {
        ActionType.OPEN,
        ActionType.SEND,
        ActionType.AMEND,
        ActionType.CANCEL,
        ActionType.REDUCE_ONLY,
        ActionType.QUERY,
        ActionType.OPEN,
        ActionType.CANCEL
    };

    private final BenchMachine machine = new BenchMachine();
    private final long packed = machine.permissions();
    private int next;

    /** From the machine's state. */
    @Benchmark
    public boolean machine() {
        return allowed(machine.permissions());
    }

    /** From the number that the engine publishes. */
    @Benchmark
    public boolean published() {
        return allowed(packed);
    }

    private boolean allowed(final long permissions) {
        final boolean allowed = Permissions.allows(permissions, ACTIONS[next++ & 7]);
        if (!allowed) {
            throw new IllegalStateException("in normal everything is allowed");
        }
        return true;
    }
}
