package io.sluice.serve.http;

import io.sluice.config.ServeConfig;

/** Under which address browsers reach the server of a configuration, be it that it does not run. */
public final class Origins {
    private Origins() {}

    /** As {@code https://sluice.example}. */
    public static String origin(final ServeConfig.Http config) {
        return config.publicUrl().isEmpty()
                ? (config.keystore() == null ? "http://" : "https://") + config.bind()
                : config.publicUrl().replaceAll("/+$", "");
    }
}
