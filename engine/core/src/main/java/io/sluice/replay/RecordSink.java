package io.sluice.replay;

import io.sluice.record.RecordEncoder;

/** Takes every record that is to be written, in order. */
@FunctionalInterface
public interface RecordSink {
    /** One finished record of {@code length} bytes; its memory is reused for the next. */
    void onRecord(RecordEncoder record, int length);
}
