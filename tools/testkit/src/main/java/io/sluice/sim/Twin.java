package io.sluice.sim;

import io.sluice.control.ControlMachine;
import io.sluice.control.config.ControlConfig;
import io.sluice.control.image.ImageWriter;
import io.sluice.record.RecordEncoder;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A second machine beside the first, made again and again from an image of it (J-3): from there on it must make the
 * same records, and the next image must be the same bytes.
 */
final class Twin {
    private static final String SAME = "A machine made from an image goes on as the one that was imaged (J-3)";

    private final RecordEncoder record;
    private final ImageWriter writer = new ImageWriter();
    private ControlMachine machine;
    private ControlConfig config;
    private byte[] image;
    private long imagedAt;

    /** @param capacity of the largest record. */
    Twin(final int capacity) {
        record = new RecordEncoder(capacity);
    }

    /** The first machine has made a record; now and then it is imaged. */
    void onRecord(final ControlMachine first, final ControlConfig now, final long sequence, final byte[] made) {
        if (machine != null) {
            execute(sequence, made);
        }
        if (isTurn(sequence)) {
            final byte[] present = imageOf(first);
            if (machine != null) {
                compare(present, sequence);
            }
            image = present;
            imagedAt = sequence;
            config = now;
            machine = restored();
        }
    }

    /** Record behind which the last image was made; 0 if there is none. */
    long imagedAt() {
        return image == null ? 0 : imagedAt;
    }

    /** The first machine begins again; the twin goes back to its last image, or waits for the next. */
    void goBack(final boolean toImage) {
        machine = toImage ? restored() : null;
        image = toImage ? image : null;
    }

    /** A start takes this configuration. */
    void configure(final ControlConfig next) {
        if (machine != null) {
            machine.configure(next);
        }
    }

    /** Takes a record that the first machine has made before. */
    void execute(final long sequence, final byte[] made) {
        final Seen seen = new Seen();
        seen.wrap(new UnsafeBuffer(made), made.length);
        record.begin(
                seen.record().buffer(),
                seen.record().envelopeOffset(),
                seen.record().envelopeLength(),
                sequence,
                seen.timeNs,
                seen.record().header().wallTimeNs());
        final boolean written = machine.execute(record);
        final byte[] again = new byte[record.finish()];
        record.buffer().getBytes(0, again);
        if (!written || !Arrays.equals(again, made)) {
            throw new Broken(
                    SAME, "record " + sequence + ", imaged behind " + imagedAt + ": it made\n" + Shown.of(again));
        }
    }

    /** Holds the state of the first machine against the twin's. */
    void compare(final ControlMachine first, final long sequence) {
        compare(imageOf(first), sequence);
    }

    private void compare(final byte[] present, final long sequence) {
        final int at = Arrays.mismatch(present, imageOf(machine));
        Invariant.hold(at < 0, SAME, "byte %d of the image behind record %d, imaged behind %d", at, sequence, imagedAt);
    }

    private ControlMachine restored() {
        return ControlMachine.restore(config, new UnsafeBuffer(image), 0, image.length);
    }

    private byte[] imageOf(final ControlMachine whose) {
        final byte[] bytes = new byte[whose.image(writer)];
        writer.buffer().getBytes(0, bytes);
        return bytes;
    }

    /** One record in sixty-four, at no regular distance. */
    private static boolean isTurn(final long sequence) {
        return sequence * 0x9E3779B97F4A7C15L >>> 58 == 0;
    }
}
