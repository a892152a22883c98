package io.sluice.tools.watch;

import io.sluice.config.LoadedConfig;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Shows a running engine in a browser; found by {@link java.util.ServiceLoader} where the module is there. */
public interface WatchServer {
    /**
     * Begins.
     *
     * @param directory of the engine's data.
     * @param operator  that the viewer is.
     * @param notices   takes sentences for a person.
     * @return what ends it.
     */
    Pages open(Path directory, LoadedConfig config, String operator, Consumer<String> notices);

    /** The pages of one engine. */
    interface Pages extends AutoCloseable {
        /** Where a browser finds them, with a token of this demo in the fragment. */
        String address();

        @Override
        void close();
    }
}
