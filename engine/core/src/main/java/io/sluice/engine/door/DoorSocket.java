package io.sluice.engine.door;

import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The socket file. What an engine that was killed left there refuses every connection; the next one removes it, which
 * may be done because it holds the lock of the directory, or nobody answers.
 */
final class DoorSocket {
    /** Longest path that the kernel takes. */
    private static final int MAX_PATH = 107;

    private DoorSocket() {}

    /**
     * Listens.
     *
     * @param forOthers whether other users may connect; who they are is looked at when they do.
     * @throws DoorException if it cannot.
     */
    static ServerSocketChannel listen(final Path path, final boolean forOthers) {
        if (path.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_PATH) {
            throw new DoorException(
                    "sluice.door.path: a socket's path takes at most " + MAX_PATH + " bytes, " + path
                            + " takes more: set a shorter one",
                    null);
        }
        try {
            removeLeftOver(path);
            final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            boolean isOpen = false;
            try {
                server.bind(UnixDomainSocketAddress.of(path), 64);
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(forOthers ? "rw-rw-rw-" : "rw-------"));
                server.configureBlocking(false);
                isOpen = true;
                return server;
            } finally {
                if (!isOpen) {
                    server.close();
                }
            }
        } catch (final IOException e) {
            throw new DoorException("sluice.door.path: " + path + " cannot be opened: " + IoTrouble.reason(e), e);
        }
    }

    private static void removeLeftOver(final Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        final boolean isSocket = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther();
        if (!isSocket) {
            throw new DoorException(
                    "sluice.door.path: " + path + " is there already and is no socket: name another", null);
        }
        if (answers(path)) {
            throw new DoorException(
                    "sluice.door.path: another process listens at " + path + ": name another, or end that one", null);
        }
        Files.deleteIfExists(path);
    }

    private static boolean answers(final Path path) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (final IOException e) {
            return false;
        }
    }

    static void remove(final Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (final IOException e) {
            // The next start removes it: nobody answers there any more.
            return;
        }
    }
}
