package io.sluice.tools;

import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.SealDecoder;
import io.sluice.codec.SealEncoder;
import io.sluice.codec.TickDecoder;
import io.sluice.config.CanonicalConfig;
import io.sluice.config.RecordSize;
import io.sluice.control.ControlMachine;
import io.sluice.control.config.ControlConfig;
import io.sluice.journal.Journal;
import io.sluice.journal.JournalScan;
import io.sluice.journal.JournalSettings;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.record.RecordDecoder;
import io.sluice.record.RecordEncoder;
import io.sluice.replay.Stepper;
import io.sluice.seal.Seal;
import io.sluice.seal.SealSigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An attacker who knows the format and has the machine: writes a journal anew from changed inputs, with right checksums
 * and with the outcomes that the machine gives, so that every record re-executes. It may make the seals anew, too.
 */
final class Forger {
    /** An input as it lies in a journal. */
    record Input(int type, byte[] envelope, long timeNs, long wallNs) {
        Input with(final byte[] other) {
            return new Input(type, other, timeNs, wallNs);
        }

        boolean says(final String text) {
            return new String(envelope, StandardCharsets.ISO_8859_1).contains(text);
        }

        /** The same with one text in the place of another of the same length. */
        Input saying(final String text, final String other) {
            final String bytes = new String(envelope, StandardCharsets.ISO_8859_1);
            return with(bytes.replace(text, other).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static final JournalSettings SMALL = new JournalSettings(1 << 20, 256 << 10, true);

    private final List<byte[]> records = new ArrayList<>();
    private final boolean sealsAnew;
    private final SealSigner signer;
    private ControlMachine machine;
    private Stepper stepper;
    private byte[] link = new byte[32];
    private long sealedTo;

    private Forger(final boolean sealsAnew, final SealSigner signer) {
        this.sealsAnew = sealsAnew;
        this.signer = signer;
    }

    /** Rewrites; leaves the seals as they were. */
    static void rewrite(final Path from, final Path to, final Consumer<List<Input>> attack) {
        new Forger(false, null).run(from, to, attack);
    }

    /** Rewrites and makes the seals anew, signed by whatever key it has, or none. */
    static void rewriteAndSeal(
            final Path from, final Path to, final Consumer<List<Input>> attack, final SealSigner signer) {
        new Forger(true, signer).run(from, to, attack);
    }

    /** The inputs but for the ticks, which come again by themselves. */
    static List<Input> inputs(final Path directory) {
        final List<Input> inputs = new ArrayList<>();
        JournalScan.run(directory, (record, position) -> {
            record.input();
            if (record.templateId() != TickDecoder.TEMPLATE_ID) {
                final byte[] envelope = new byte[record.envelopeLength()];
                record.buffer().getBytes(record.envelopeOffset(), envelope);
                inputs.add(new Input(
                        record.templateId(),
                        envelope,
                        record.header().timeNs(),
                        record.header().wallTimeNs()));
            }
        });
        return inputs;
    }

    private void run(final Path from, final Path to, final Consumer<List<Input>> attack) {
        final List<Input> inputs = inputs(from);
        attack.accept(inputs);
        try (Journal journal = Journal.open(to, SMALL)) {
            for (final Input input : inputs) {
                write(journal, input);
            }
        }
    }

    private void write(final Journal journal, final Input input) {
        if (input.type == EngineStartedDecoder.TEMPLATE_ID) {
            start(journal, input);
        } else if (input.type == SealDecoder.TEMPLATE_ID && sealsAnew) {
            step(input.with(sealAnew()));
        } else {
            step(input);
        }
    }

    private void step(final Input input) {
        stepper.input(new UnsafeBuffer(input.envelope), 0, input.envelope.length, input.timeNs, input.wallNs);
    }

    private void start(final Journal journal, final Input input) {
        final UnsafeBuffer envelope = new UnsafeBuffer(input.envelope);
        final int message = 4 + envelope.getInt(0) + 4;
        final String text = new EngineStartedDecoder()
                .wrapAndApplyHeader(envelope, message, new MessageHeaderDecoder())
                .configuration();
        if (machine == null) {
            final ControlConfig config = CanonicalConfig.parse(text);
            machine = new ControlMachine(config);
            final RecordEncoder record = new RecordEncoder((int) RecordSize.largest(config));
            stepper = new Stepper(machine, record, (made, length) -> append(journal, made, length), 0, Long.MIN_VALUE);
        }
        stepper.start(envelope, 0, input.envelope.length, input.timeNs, input.wallNs);
    }

    private void append(final Journal journal, final RecordEncoder record, final int length) {
        final byte[] bytes = new byte[length];
        record.buffer().getBytes(0, bytes);
        records.add(bytes);
        journal.append(record, length);
    }

    private byte[] sealAnew() {
        final MessageDigest sha = sha();
        sha.update(link);
        records.subList((int) sealedTo, records.size()).forEach(sha::update);
        final byte[] next = sha.digest();
        final Seal seal = Seal.make(sealedTo + 1, records.size(), link, next, signer);
        link = next;
        sealedTo = records.size();
        final UnsafeBuffer envelope = new UnsafeBuffer(new byte[1024]);
        final EnvelopeEncoder encoder = new EnvelopeEncoder(Role.ENGINE, "");
        final byte[] bytes = new byte[encoder.end(seal.encode(encoder.begin(envelope, 0, new SealEncoder())))];
        envelope.getBytes(0, bytes);
        return bytes;
    }

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What becomes of a record that is copied as it is. */
    enum Fate {
        KEEP,
        /** Its outcomes are dropped, which re-execution finds. */
        STRIP,
        DROP
    }

    /** Writes records to another journal without asking the machine. */
    static void copy(
            final Path from, final Path to, final Function<RecordDecoder, Fate> fate, final boolean sealsAnew) {
        final Forger forger = new Forger(sealsAnew, null);
        final RecordEncoder out = new RecordEncoder(1 << 20);
        try (Journal journal = Journal.open(to, SMALL)) {
            JournalScan.run(from, (record, position) -> {
                final Fate becomes = fate.apply(record);
                if (becomes != Fate.DROP) {
                    forger.append(journal, out, forger.copied(record, out, becomes));
                }
            });
        }
    }

    private int copied(final RecordDecoder record, final RecordEncoder out, final Fate fate) {
        final byte[] envelope;
        if (sealsAnew && Seal.is(record)) {
            envelope = sealAnew();
        } else {
            envelope = new byte[record.envelopeLength()];
            record.buffer().getBytes(record.envelopeOffset(), envelope);
        }
        out.begin(
                new UnsafeBuffer(envelope),
                0,
                envelope.length,
                record.header().sequence(),
                record.header().timeNs(),
                record.header().wallTimeNs());
        final int bare = out.finish();
        if (fate == Fate.STRIP || record.outcomesLength() == 0) {
            return bare;
        }
        final int length = record.outcomesOffset() + record.outcomesLength();
        out.buffer().putBytes(0, record.buffer(), 0, length);
        return length;
    }
}
