package io.sluice.schema;

/** How the bytes of a field are to be read. */
public enum FieldKind {
    /** A whole number of 4 or 8 bytes. */
    INTEGER,
    /** An id: int64 of 0 to 2^53-1. */
    ID,
    /** DECIMAL(18,8): int64 scaled by 10^8 (SPEC W-1). */
    DECIMAL,
    /** Nanoseconds since the epoch, int64. */
    TIME,
    /** One byte, a value of an enum. */
    ENUM,
    /** One byte, 0 or 1. */
    BOOL,
    /** A bit set of 1 or 4 bytes. */
    SET,
    /** 24 bytes of ASCII, zero padded. */
    SYMBOL,
    /** Raw bytes, shown as hex. */
    BYTES,
    /** Two int64, most significant first. */
    UUID,
    /** Length-prefixed UTF-8 behind the block. */
    TEXT
}
