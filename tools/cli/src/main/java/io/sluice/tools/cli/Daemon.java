package io.sluice.tools.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A command that runs until SIGTERM or Ctrl-C, and then ends with 0 where the JVM would say 143 (SPEC X-1). */
public final class Daemon {
    private static final long CLOSE_S = 30;

    private final Console console;
    private final String name;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean isStopping;

    /** @param name of the command. */
    public Daemon(final Console console, final String name) {
        this.console = console;
        this.name = name;
    }

    /** Runs the work, which ends soon after {@link #isStopping()} says so, and returns what it returned. */
    public <T> T run(final Supplier<T> work) {
        final Thread hook = new Thread(this::stop, "sluice-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } finally {
            ended.countDown();
            if (!isStopping) {
                unhook(hook);
            }
        }
    }

    /** Whether it is to end. */
    public boolean isStopping() {
        return isStopping || Thread.currentThread().isInterrupted();
    }

    /** Java has no Unix datagrams, so the tool of systemd says that the service is ready. */
    public void ready() {
        if (console.environment().getOrDefault("NOTIFY_SOCKET", "").isEmpty()) {
            return;
        }
        try {
            new ProcessBuilder("systemd-notify", "--ready").inheritIO().start();
        } catch (final IOException e) {
            console.err().println("sluice " + name + ": systemd-notify cannot be run: " + e.getMessage());
        }
    }

    private void stop() {
        isStopping = true;
        try {
            if (ended.await(CLOSE_S, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(Exit.GOOD);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(Exit.BAD);
    }

    private static void unhook(final Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException e) {
            // The JVM ends already; the hook finds that all is done.
            return;
        }
    }
}
