package io.sluice.control.trade;

import static org.assertj.core.api.Assertions.assertThat;

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
    private record Execution(long subject, String id) {}

    private static UnsafeBuffer bytes(final String id) {
        return new UnsafeBuffer(id.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<List<Execution>> executions() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 3),
                        Arbitraries.strings().alpha().ofMaxLength(2))
                .as(Execution::new)
                .list()
                .ofMaxSize(200);
    }

    @Property
    void shouldKnowEachExecutionOfEachSubjectOnce(@ForAll("executions") final List<Execution> executions) {
        final ExecutionMemory memory = new ExecutionMemory(subject -> true);
        final Set<Execution> seen = new HashSet<>();
        for (final Execution execution : executions) {
            assertThat(memory.add(execution.subject, bytes(execution.id))).isEqualTo(seen.add(execution));
        }
    }

    @Test
    void shouldRememberTheLastOnesOfNobodyAndAllOfTheLiving() {
        final ExecutionMemory memory = new ExecutionMemory(subject -> subject == 7);
        assertThat(memory.add(7, bytes("mine"))).isTrue();
        for (int i = 0; i < ExecutionMemory.REMEMBERED; i++) {
            assertThat(memory.add(0, bytes("e" + i))).isTrue();
        }
        assertThat(memory.add(7, bytes("mine"))).as("it lives").isFalse();
        assertThat(memory.add(0, bytes("e" + (ExecutionMemory.REMEMBERED - 1)))).isFalse();
        assertThat(memory.add(0, bytes("e0"))).as("forgotten").isTrue();
    }

    @Test
    void shouldForgetNothingOfTheLivingHoweverMany() {
        final ExecutionMemory memory = new ExecutionMemory(subject -> true);
        final int many = ExecutionMemory.REMEMBERED + 50;
        for (int i = 0; i < many; i++) {
            assertThat(memory.add(1, bytes("e" + i))).isTrue();
        }
        for (int i = 0; i < many; i++) {
            assertThat(memory.add(1, bytes("e" + i))).isFalse();
        }
    }
}
