package io.sluice.schema;

/** Sizes that everybody who places messages in a buffer has to agree on. */
public final class RecordSizes {
    /** Bytes of the SBE message header. */
    public static final int MESSAGE_HEADER = 8;

    private RecordSizes() {}
}
