package io.sluice.control.models;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.ModelAckDecoder;
import io.sluice.codec.ModelChangedEncoder;
import io.sluice.codec.ModelPromotedDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.control.image.Image;
import io.sluice.control.step.Step;
import io.sluice.control.step.Text;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Promotions and acknowledgements (S-2). Models are few: they are searched one by one. */
public final class ModelRegistry {
    /** Most models, and most consumers of one. */
    public static final int MAX = 256;

    private final Step step;
    private final ModelChangedEncoder changed = new ModelChangedEncoder();
    private final List<Model> models = new ArrayList<>();
    private final UnsafeBuffer name = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer version = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer third = new UnsafeBuffer(0, 0);
    private final Text nothing = new Text(0);

    /** @param step where changes are said. */
    public ModelRegistry(final Step step) {
        this.step = step;
    }

    /** Promoted models, in the order of their first promotion. */
    public List<Model> models() {
        return models;
    }

    /** Whether an intent names another version than the promoted one; a model never promoted is not checked. */
    public boolean isStale(final OrderIntentDecoder in) {
        if (models.isEmpty()) {
            return false;
        }
        in.sbeRewind();
        in.wrapModelName(name);
        in.wrapModelVersion(version);
        return isStale(name, version);
    }

    /** Whether this version is another one than the promoted one. */
    public boolean isStale(final Text model, final Text modelVersion) {
        name.wrap(model.bytes(), 0, model.length());
        version.wrap(modelVersion.bytes(), 0, modelVersion.length());
        return isStale(name, version);
    }

    private boolean isStale(final DirectBuffer wanted, final DirectBuffer itsVersion) {
        final Model model = find(wanted);
        return model != null && !model.version.is(itsVersion);
    }

    /** A version is promoted; a repeat does nothing, the first one takes any old version. */
    public Code onPromoted(final ModelPromotedDecoder in) {
        in.wrapModelName(name);
        in.wrapNewVersion(version);
        in.wrapOldVersion(third);
        Model model = find(name);
        if (model != null && model.version.is(version)) {
            step.noEffect();
            return Code.OK;
        }
        if (model != null && !model.version.is(third)) {
            return Code.VERSION_CONFLICT;
        }
        if (model == null) {
            if (models.size() == MAX) {
                return Code.CAPACITY;
            }
            model = new Model();
            model.name.set(name);
            models.add(model);
        }
        model.version.set(version);
        say(Bool.TRUE, model.name, model.version, third, nothing);
        return Code.OK;
    }

    /** A consumer says which version it uses. */
    public Code onAck(final ModelAckDecoder in) {
        in.wrapConsumer(third);
        in.wrapModelName(name);
        in.wrapModelVersion(version);
        final Model model = find(name);
        if (model == null) {
            return Code.NOT_FOUND;
        }
        final Model.Consumer consumer = consumer(model, third);
        if (consumer == null) {
            return Code.CAPACITY;
        }
        consumer.version.set(version);
        version.wrap(nothing.bytes());
        say(Bool.FALSE, model.name, consumer.version, version, consumer.name);
        return Code.OK;
    }

    private Model find(final DirectBuffer wanted) {
        for (int i = 0; i < models.size(); i++) {
            if (models.get(i).name.is(wanted)) {
                return models.get(i);
            }
        }
        return null;
    }

    private static Model.Consumer consumer(final Model model, final DirectBuffer wanted) {
        for (final Model.Consumer consumer : model.consumers) {
            if (consumer.name.is(wanted)) {
                return consumer;
            }
        }
        if (model.consumers.size() == MAX) {
            return null;
        }
        final Model.Consumer added = new Model.Consumer();
        added.name.set(wanted);
        model.consumers.add(added);
        return added;
    }

    private void say(
            final Bool promoted,
            final Text model,
            final Text newVersion,
            final DirectBuffer oldVersion,
            final Text consumer) {
        step.end(step.next(changed)
                .promoted(promoted)
                .putModelName(model.bytes(), 0, model.length())
                .putNewVersion(newVersion.bytes(), 0, newVersion.length())
                .putOldVersion(oldVersion, 0, oldVersion.capacity())
                .putConsumer(consumer.bytes(), 0, consumer.length()));
    }

    /** Images every promoted model with its consumers. */
    public void image(final Image image) {
        for (int i = 0, count = image.count(models.size(), MAX); i < count; i++) {
            if (image.isReading()) {
                models.add(new Model());
            }
            models.get(i).image(image);
        }
    }
}
