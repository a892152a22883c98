package io.sluice.engine;

import io.sluice.client.EngineListener;
import java.util.function.Consumer;

/** Hands notices to a listener; one that throws does not keep the notice from a person. */
final class Notices implements Consumer<String> {
    private final EngineListener listener;

    Notices(final EngineListener listener) {
        this.listener = listener;
    }

    @Override
    public void accept(final String sentence) {
        try {
            listener.onNotice(sentence);
        } catch (final Exception | LinkageError | AssertionError e) {
            System.err.println("sluice: " + sentence);
            System.err.println("sluice: the listener threw at this notice: " + e);
        }
    }
}
