package io.sluice.control.trade;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

@Tag("H-3a")
class ExecutionMemoryTest {
    private record Execution(TradingMode mode, String symbol, Side side, String id) {}

    private static UnsafeBuffer bytes(final String id) {
        return new UnsafeBuffer(id.getBytes(StandardCharsets.UTF_8));
    }

    private static long print(final Execution execution) {
        final UnsafeBuffer symbol = new UnsafeBuffer(new byte[24]);
        symbol.putStringWithoutLengthAscii(0, execution.symbol);
        return ExecutionMemory.print(execution.mode, symbol, 0, execution.side, bytes(execution.id));
    }

    private static long print(final String id) {
        return print(new Execution(TradingMode.LIVE, "BTCUSD", Side.BUY, id));
    }

    /** Adds what is new. */
    private static boolean add(final ExecutionMemory memory, final long print, final long order) {
        if (memory.find(print) >= 0) {
            return false;
        }
        memory.add(print, 5, 100, order);
        return true;
    }

    @Provide
    Arbitrary<List<Execution>> executions() {
        return Combinators.combine(
                        Arbitraries.of(TradingMode.LIVE, TradingMode.PAPER),
                        Arbitraries.of("A", "B", "AB"),
                        Arbitraries.of(Side.BUY, Side.SELL),
                        Arbitraries.strings().alpha().ofMaxLength(12))
                .as(Execution::new)
                .list()
                .ofMaxSize(200);
    }

    @Property
    void shouldKnowEachExecutionByModeSymbolSideAndId(@ForAll("executions") final List<Execution> executions) {
        final ExecutionMemory memory = new ExecutionMemory(order -> true);
        final Set<Execution> seen = new HashSet<>();
        for (final Execution execution : executions) {
            assertThat(add(memory, print(execution), 1)).isEqualTo(seen.add(execution));
        }
    }

    @Test
    void shouldRememberTheLastOnesOfTheAccountAndAllOfTheLiving() {
        final ExecutionMemory memory = new ExecutionMemory(order -> order == 7);
        assertThat(add(memory, print("mine"), 7)).isTrue();
        for (int i = 0; i < ExecutionMemory.REMEMBERED; i++) {
            assertThat(add(memory, print("e" + i), ExecutionMemory.NONE)).isTrue();
        }
        assertThat(add(memory, print("mine"), 7)).as("it lives").isFalse();
        assertThat(add(memory, print("e" + (ExecutionMemory.REMEMBERED - 1)), ExecutionMemory.NONE))
                .isFalse();
        assertThat(add(memory, print("e0"), ExecutionMemory.NONE))
                .as("forgotten")
                .isTrue();
    }

    @Test
    void shouldForgetNothingOfTheLivingHoweverMany() {
        final ExecutionMemory memory = new ExecutionMemory(order -> true);
        final int many = ExecutionMemory.REMEMBERED + 50;
        for (int i = 0; i < many; i++) {
            assertThat(add(memory, print("e" + i), 1)).isTrue();
        }
        for (int i = 0; i < many; i++) {
            assertThat(add(memory, print("e" + i), 1)).isFalse();
        }
    }

    @Test
    void shouldKnowQuantityPriceAndOrderOfAnExecution() {
        final ExecutionMemory memory = new ExecutionMemory(order -> true);
        memory.add(print("a"), 5, -3, ExecutionMemory.NONE);
        memory.add(print("b"), 6, 0, 9);
        assertThat(memory.isSame(memory.find(print("a")), 5, -3)).isTrue();
        assertThat(memory.isSame(memory.find(print("a")), 5, 3)).isFalse();
        assertThat(memory.isSame(memory.find(print("b")), 5, 0)).isFalse();
        assertThat(memory.order(memory.find(print("b")))).isEqualTo(9);
        memory.order(memory.find(print("a")), 8);
        assertThat(memory.order(memory.find(print("a")))).isEqualTo(8);
    }
}
