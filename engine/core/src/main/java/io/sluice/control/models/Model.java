package io.sluice.control.models;

import io.sluice.control.image.Image;
import io.sluice.control.step.Text;
import java.util.ArrayList;
import java.util.List;

/** One promoted model with what its consumers use. */
public final class Model {
    final Text name = new Text(32);
    final Text version = new Text(32);
    final List<Consumer> consumers = new ArrayList<>();

    /** A consumer with the version it acknowledged. */
    public static final class Consumer {
        final Text name = new Text(32);
        final Text version = new Text(32);

        /** Who. */
        public Text name() {
            return name;
        }

        /** The version it uses. */
        public Text version() {
            return version;
        }
    }

    /** Its name. */
    public Text name() {
        return name;
    }

    /** The promoted version. */
    public Text version() {
        return version;
    }

    /** Its consumers, in the order in which they first spoke. */
    public List<Consumer> consumers() {
        return consumers;
    }

    void image(final Image image) {
        name.image(image);
        version.image(image);
        for (int i = 0, count = image.count(consumers.size(), ModelRegistry.MAX); i < count; i++) {
            if (image.isReading()) {
                consumers.add(new Consumer());
            }
            consumers.get(i).name.image(image);
            consumers.get(i).version.image(image);
        }
    }
}
