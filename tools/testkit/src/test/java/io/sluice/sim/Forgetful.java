package io.sluice.sim;

import io.sluice.control.image.Image;
import io.sluice.control.step.Text;

/** A room with an image that forgets something, to see that it is found. */
final class Forgetful {
    private final Text remembered = new Text(8);
    private final Text forgotten = new Text(8);
    private long counted;
    private boolean dropped;

    /** Visits only half of it. */
    void image(final Image image) {
        remembered.image(image);
        counted = image.int64(counted);
    }

    /** Something happens. */
    void say(final byte[] word) {
        remembered.set(word);
        forgotten.set(word);
        dropped |= counted++ > 0;
    }
}
