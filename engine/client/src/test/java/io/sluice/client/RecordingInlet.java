package io.sluice.client;

import io.sluice.codec.Role;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.FrameCheck;
import io.sluice.schema.MessageReader;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.agrona.concurrent.UnsafeBuffer;

/** Checks as the door of an engine does, and keeps the last input, by the names of its fields. */
final class RecordingInlet implements Inlet, Answers {
    private final MessageReader reader = new MessageReader();
    final Map<UUID, CompletableFuture<CommandAnswer>> expected = new java.util.HashMap<>();
    String wrong;
    String type;
    Map<String, String> fields = Map.of();

    Sender sender(final Role role, final String principal) {
        return new Sender(this, role, principal);
    }

    @Override
    public Offer offer(final UnsafeBuffer envelope, final int length, final int inputOffset) {
        type = null;
        fields = new TreeMap<>();
        wrong = FrameCheck.check(envelope, inputOffset, length - inputOffset);
        if (wrong != null) {
            return Offer.MALFORMED;
        }
        reader.wrap(envelope, inputOffset, length - inputOffset);
        type = reader.spec().name();
        for (final FieldSpec field : reader.spec().fields()) {
            if (!reader.isAbsent(field)) {
                fields.put(field.name(), value(field));
            }
        }
        return Offer.OFFERED;
    }

    private String value(final FieldSpec field) {
        return switch (field.kind()) {
            case TEXT, SYMBOL -> reader.text(field);
            case ENUM, BOOL -> field.values().spelling((int) reader.number(field));
            case DECIMAL -> E8.toString(reader.number(field));
            case INTEGER, ID, TIME, SET -> Long.toString(reader.number(field));
            case BYTES, UUID -> "bytes";
        };
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public CompletableFuture<CommandAnswer> expect(final UUID correlationId) {
        return expected.computeIfAbsent(correlationId, id -> new CompletableFuture<>());
    }

    @Override
    public void forget(final UUID correlationId) {
        expected.remove(correlationId);
    }
}
