package io.sluice.engine.line;

import io.sluice.journal.Access;
import io.sluice.journal.Threads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Copies the beacon from the engine's memory into its file, every millisecond, on a thread of its own: the only one
 * that touches the file. Another process may cut that file short at any moment, and then whoever touches the mapped
 * memory gets an InternalError. Here it costs nothing: the file is written anew, and while it cannot be, other
 * processes count the engine as lost (SPEC G-6).
 */
final class BeaconMirror implements Runnable, AutoCloseable {
    private static final long EVERY_NS = TimeUnit.MILLISECONDS.toNanos(Cores.areFew() ? 10 : 1);
    private static final long TRY_AGAIN_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long SHOW_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Path file;
    private final int length;
    private final Consumer<UnsafeBuffer> copy;
    private final Consumer<String> notices;
    private final Thread thread = new Thread(this, "sluice-beacon");
    private FileChannel channel;
    private UnsafeBuffer mapped;
    private long tryAgainNs;
    private volatile boolean isToLookForIt;
    private boolean isFailing;
    private volatile boolean closed;
    private volatile long turns;

    /**
     * @param length  of the file.
     * @param copy    puts what is shown now into the memory that it is given.
     * @param notices takes what a person should know.
     */
    BeaconMirror(final Path file, final int length, final Consumer<UnsafeBuffer> copy, final Consumer<String> notices) {
        this.file = file;
        this.length = length;
        this.copy = copy;
        this.notices = notices;
        thread.setDaemon(true);
    }

    /** Maps the file, on the caller's thread, and begins. */
    void start() throws IOException {
        open(StandardOpenOption.CREATE);
        tryAgainNs = System.nanoTime();
        thread.start();
    }

    @Override
    public void run() {
        boolean isLast;
        do {
            isLast = closed;
            turn();
            turns++;
            if (!isLast) {
                LockSupport.parkNanos(this, EVERY_NS);
            }
        } while (!isLast);
        try {
            channel.close();
        } catch (final IOException | InternalError e) {
            isFailing = true;
        }
    }

    /** Waits until the file has what is shown now, or until it is no use. Any thread but its own. */
    void show() {
        // A turn under way may have copied already; the one after it has not.
        final long from = turns + 2;
        Threads.await(
                () -> {
                    LockSupport.unpark(thread);
                    return turns >= from || closed;
                },
                SHOW_NS,
                PAUSE_NS);
    }

    /** Writes what is shown by now, and nothing any more. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        Threads.await(thread, CLOSE_NS);
    }

    private void turn() {
        if (isFailing && !closed && System.nanoTime() - tryAgainNs < 0) {
            return;
        }
        try {
            if (channel.size() < length) {
                write();
                notices.accept(file + " was cut by another process, and is written anew");
            }
            copy.accept(mapped);
            lookForIt();
            isFailing = false;
        } catch (final Throwable t) {
            if (!isFailing) {
                notices.accept(file + " cannot be written; other processes take the engine for lost: " + t);
            }
            isFailing = true;
            tryAgainNs = System.nanoTime() + TRY_AGAIN_NS;
        }
    }

    /** Makes the file again where it was removed; the caller has seen that the directory is still the engine's. */
    void renew() {
        isToLookForIt = true;
    }

    /** Never takes the place of a file that is there: it would be another engine's. */
    private void lookForIt() throws IOException {
        if (isToLookForIt && !closed) {
            isToLookForIt = false;
            if (Files.notExists(file)) {
                try (FileChannel removed = channel) {
                    open(StandardOpenOption.CREATE_NEW);
                }
                notices.accept(file + " was removed by another process, and is written anew");
            }
        }
    }

    private void open(final OpenOption how) throws IOException {
        channel = FileChannel.open(file, how, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Access.of(file.getParent()).file(file);
        if (channel.size() != length) {
            write();
        }
        // Never unmapped by hand.
        mapped = new UnsafeBuffer(channel.map(FileChannel.MapMode.READ_WRITE, 0, length));
    }

    /** Written, not only sized: a mapped page without space behind it kills whoever touches it. */
    private void write() throws IOException {
        final ByteBuffer content = ByteBuffer.allocate(length);
        copy.accept(new UnsafeBuffer(content.array()));
        while (content.hasRemaining()) {
            channel.write(content, content.position());
        }
        channel.truncate(length);
    }
}
