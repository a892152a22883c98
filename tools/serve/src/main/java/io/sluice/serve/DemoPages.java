package io.sluice.serve;

import io.sluice.config.LoadedConfig;
import io.sluice.journal.DirectoryLock;
import io.sluice.serve.http.HttpRefusedException;
import io.sluice.serve.http.TokenDesk;
import io.sluice.serve.http.TokenRole;
import io.sluice.serve.sql.Database;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.watch.WatchServer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Shows a demo in a browser: {@code serve} inside its process, with a token for the viewer that ends with the demo. */
public final class DemoPages implements WatchServer {
    private static final String TOKEN = "demo";
    private static final long LONGEST_MS = TimeUnit.HOURS.toMillis(12);
    private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(50);

    @Override
    public Pages open(
            final Path directory, final LoadedConfig config, final String operator, final Consumer<String> notices) {
        final Path folder = config.serve().folder(directory);
        final DirectoryLock lock = DirectoryLock.acquire(folder);
        boolean isOpen = false;
        try {
            final Assembly assembly = new Assembly(
                    config,
                    directory,
                    folder,
                    config.engine().door().socket(directory),
                    Database.file(folder.resolve("mirror.db")),
                    notices);
            assembly.check();
            final Serving serving = assembly.open();
            isOpen = true;
            return new Turning(serving, lock, address(serving, folder, operator));
        } finally {
            if (!isOpen) {
                lock.close();
            }
        }
    }

    private static String address(final Serving serving, final Path folder, final String operator) {
        if (serving.api() == null) {
            throw CommandException.usage("sluice.http.bind is off, and there is nothing to show");
        }
        try {
            final TokenDesk tokens = new TokenDesk(folder);
            tokens.revoke(TOKEN);
            // In the fragment: no server and no log sees it (SPEC U-8).
            return serving.api().address() + "/#token="
                    + tokens.create(TOKEN, TokenRole.OPERATOR, operator, -1, LONGEST_MS);
        } catch (final HttpRefusedException e) {
            throw CommandException.usage(e.getMessage());
        }
    }

    /** Looks after the parts until it is closed. */
    private static final class Turning implements Pages {
        private final Serving serving;
        private final DirectoryLock lock;
        private final String address;
        private final Thread thread = new Thread(this::run, "sluice-serve");
        private volatile boolean isClosed;

        private Turning(final Serving serving, final DirectoryLock lock, final String address) {
            this.serving = serving;
            this.lock = lock;
            this.address = address;
            thread.start();
        }

        private void run() {
            while (!isClosed && serving.turn()) {
                LockSupport.parkNanos(TURN_NS);
            }
        }

        @Override
        public String address() {
            return address;
        }

        @Override
        public void close() {
            isClosed = true;
            try {
                thread.join();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            serving.close();
            lock.close();
        }
    }
}
