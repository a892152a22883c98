package io.sluice.state;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.openhft.chronicle.map.ExternalMapQueryContext;

/** A process that works on a state map until it is killed. It says a line when it begins. */
public final class StateChild implements AutoCloseable {
    /** What it does. */
    enum Role {
        /** Writes step after step. */
        WRITE,
        /** Reads and checks. */
        READ,
        /** Takes the read locks of both sides and keeps them. */
        HOLD
    }

    private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(300);

    private final Process process;
    private final BufferedReader output;

    private StateChild(final Process process) {
        this.process = process;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** @param arguments role, directory, first step. */
    public static void main(final String[] arguments) throws IOException {
        final Path directory = Path.of(arguments[1]);
        switch (Role.valueOf(arguments[0])) {
            case WRITE -> write(directory, Long.parseLong(arguments[2]));
            case READ -> read(directory);
            case HOLD -> hold(directory);
        }
    }

    private static void write(final Path directory, final long first) throws IOException {
        final StateWriter writer = new StateWriter(StatePointer.own(directory));
        final TestState state = new TestState();
        for (long step = first; ; step++) {
            writer.write(state.at(step), step, -step);
            if (step == first + 1) {
                System.out.println("writing");
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    private static void read(final Path directory) {
        final StateReader reader = new StateReader(directory, TimeUnit.SECONDS.toNanos(10));
        TestState.check(reader.read(TestState.ALL));
        System.out.println("reading");
        while (true) {
            TestState.check(reader.read(TestState.ALL));
        }
    }

    private static void hold(final Path directory) throws IOException {
        final StatePointer pointer = StatePointer.look(directory);
        final List<ExternalMapQueryContext<byte[], byte[], ?>> held = new ArrayList<>();
        for (int side = 0; side < StatePointer.SIDES; side++) {
            held.add(MapFile.open(pointer.file(pointer.generation(side))).map().queryContext(new byte[8]));
            held.get(side).readLock().lock();
        }
        System.out.println("holding");
        while (!held.isEmpty()) {
            LockSupport.park();
        }
    }

    /** Starts one and waits until it has begun. */
    static StateChild start(final Role role, final Path directory, final long first) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-javaagent") && !argument.startsWith("-agentlib"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StateChild.class.getName()));
        command.addAll(List.of(role.name(), directory.toString(), Long.toString(first)));
        final StateChild child = new StateChild(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        if (child.output.readLine() == null) {
            throw new AssertionError("the child ended");
        }
        return child;
    }

    /** Stops it where it stands, as a debugger would. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    /** SIGKILL. */
    @Override
    public void close() {
        process.destroyForcibly();
        boolean isInterrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (final InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private void signal(final String signal) throws IOException, InterruptedException {
        final int code = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new AssertionError("kill " + signal + " gave " + code);
        }
    }
}
