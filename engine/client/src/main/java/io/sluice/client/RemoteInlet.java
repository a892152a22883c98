package io.sluice.client;

import static io.sluice.record.RecordLayout.FRAME_PREFIX_LENGTH;

import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.RecordHeaderDecoder;
import io.sluice.codec.Role;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes envelopes of one origin to a door: it sends the input alone, since the door gives the origin (SPEC W-8). */
final class RemoteInlet implements Inlet {
    private static final int HEADER_AT = FRAME_PREFIX_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH;

    private final Link link;
    private final Role role;
    private final byte[] principal;
    private final RecordHeaderDecoder header = new RecordHeaderDecoder();

    RemoteInlet(final Link link, final Role role, final String principal) {
        this.link = link;
        this.role = role;
        this.principal = principal.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Offer offer(final UnsafeBuffer envelope, final int length, final int inputOffset) {
        header.wrap(envelope, HEADER_AT, RecordHeaderDecoder.BLOCK_LENGTH, RecordHeaderDecoder.SCHEMA_VERSION);
        return link.offer(
                role,
                principal,
                header.correlationId().msb(),
                header.correlationId().lsb(),
                envelope,
                inputOffset,
                length - inputOffset);
    }

    @Override
    public boolean isOpen() {
        return link.isOpen();
    }
}
