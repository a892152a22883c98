package io.sluice.engine;

import io.sluice.codec.Bool;
import io.sluice.codec.EngineStartedEncoder;
import io.sluice.codec.Role;
import io.sluice.codec.StartKind;
import io.sluice.config.CanonicalConfig;
import io.sluice.control.ControlMachine;
import io.sluice.record.EnvelopeEncoder;
import java.util.Arrays;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes the {@code EngineStarted} that every start journals first (SPEC W-5). */
final class StartMessage {
    private static final int ROOM = 4096;

    private final UnsafeBuffer buffer;
    private final int length;

    /** @param isClean whether the engine before ended well. */
    StartMessage(final EngineOptions options, final Recovery found, final boolean isClean) {
        final byte[] text = CanonicalConfig.bytes(options.config().control());
        final byte[] hash = CanonicalConfig.fingerprint(options.config().control());
        final boolean isKnown = Arrays.equals(hash, found.replay().fingerprint());
        final boolean isFirst = found.replay().info() == null;
        buffer = new UnsafeBuffer(new byte[text.length + ROOM]);
        final EnvelopeEncoder envelope = new EnvelopeEncoder(Role.ENGINE, "");
        final EngineStartedEncoder started = envelope.begin(buffer, 0, new EngineStartedEncoder());
        final UUID instance = UUID.randomUUID();
        final UUID journalId =
                isFirst ? options.journalId() : found.replay().info().journalId();
        started.instance().msb(instance.getMostSignificantBits()).lsb(instance.getLeastSignificantBits());
        started.journalId().msb(journalId.getMostSignificantBits()).lsb(journalId.getLeastSignificantBits());
        started.journalKind(options.kind())
                .startKind(isFirst ? StartKind.FIRST : isClean ? StartKind.CLEAN : StartKind.CRASH)
                .behaviourVersion(ControlMachine.BEHAVIOUR_VERSION)
                .startNormal(options.startNormal() ? Bool.TRUE : Bool.FALSE)
                .droppedRecords((int) Math.min(Integer.MAX_VALUE, found.end().droppedRecords()))
                .droppedBytes(found.end().droppedBytes());
        for (int i = 0; i < hash.length; i++) {
            started.configHash(i, (short) (hash[i] & 0xFF));
        }
        started.putConfiguration(text, 0, isKnown ? 0 : text.length);
        length = envelope.end(started);
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int length() {
        return length;
    }
}
