package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.Beacon;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShutdownTest {
    @TempDir
    private Path directory;

    /** An engine that its program never closes. */
    static final class Child {
        private Child() {}

        public static void main(final String[] arguments) throws InterruptedException {
            Engine.open(TestEngine.options(Path.of(arguments[0])).closeOnShutdown(Boolean.parseBoolean(arguments[1])));
            System.out.println("open");
            if (arguments.length > 2) {
                System.exit(0);
            }
            Thread.currentThread().join();
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, true, STOPPED", "TERM, false, RUNNING"})
    void shouldStopCleanlyWhenTheProcessIsToldToEndIfAskedTo(
            final String signal, final boolean isAsked, final Beacon.State state) throws Exception { // J-2
        try (ChildProcess child = ChildProcess.start(Child.class, directory, isAsked)) {
            child.signal(signal);
            assertThat(child.line()).isNull();
        }
        assertThat(Beacon.look(directory).state()).isEqualTo(state);
    }

    @Test
    void shouldStopCleanlyWhenTheProgramExits() throws Exception { // J-2
        try (ChildProcess child = ChildProcess.start(Child.class, directory, true, "exit")) {
            assertThat(child.line()).isNull();
        }
        assertThat(Beacon.look(directory).state()).isEqualTo(Beacon.State.STOPPED);
    }

    @Test
    void shouldTakeTheHookAwayWhenItIsClosed() { // J-2
        try (Engine engine = Engine.open(TestEngine.options(directory).closeOnShutdown(true))) {
            assertThat(engine.failure()).isNull();
        }
        assertThat(Beacon.look(directory).state()).isEqualTo(Beacon.State.STOPPED);
    }
}
