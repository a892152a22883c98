package io.sluice.serve.http;

import io.sluice.config.ServeConfig;
import io.sluice.serve.secret.SecretFile;
import io.sluice.serve.secret.SecretFileException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the server listens, and whether that is safe (SPEC A-2). */
final class Binding {
    private Binding() {}

    /** Splits {@code HOST:PORT}. */
    static InetSocketAddress address(final String key, final String text) {
        final int colon = text.lastIndexOf(':');
        final String host = text.substring(0, colon);
        try {
            return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(text.substring(colon + 1)));
        } catch (final UnknownHostException e) {
            throw new HttpRefusedException("sluice." + key + " = " + text + ": this host knows no address " + host, e);
        }
    }

    /**
     * Refuses what would let others read along.
     *
     * @throws HttpRefusedException with the key to set.
     */
    static void check(final ServeConfig.Http config) {
        final boolean isTls = config.keystore() != null;
        final boolean isProxied = !config.behindProxy().isEmpty();
        if (!address("http.bind", config.bind()).getAddress().isLoopbackAddress() && !isTls && !isProxied) {
            throw new HttpRefusedException("sluice.http.bind = " + config.bind()
                    + " is reached from other hosts, and without TLS tokens could be read on the way: set "
                    + "sluice.http.keystore, or sluice.http.behind-proxy to the address of the proxy that ends TLS");
        }
        if (isProxied && !config.publicUrl().startsWith("https://")) {
            throw new HttpRefusedException("sluice.http.public-url has to be the https address of the proxy where "
                    + "sluice.http.behind-proxy is set");
        }
        if (isTls && config.keystorePassword() == null) {
            throw new HttpRefusedException(
                    "sluice.http.keystore needs sluice.http.keystore-password-file, the file with its password");
        }
        if (isTls && !Files.isReadable(config.keystore())) {
            throw new HttpRefusedException("sluice.http.keystore: " + config.keystore() + " cannot be read");
        }
        if (isTls) {
            password(config.keystorePassword());
        }
    }

    /** The password in a file that its owner alone may use. */
    static String password(final Path file) {
        try {
            return SecretFile.read("sluice.http.keystore-password-file", file);
        } catch (final SecretFileException e) {
            throw new HttpRefusedException(e.getMessage(), e);
        }
    }
}
