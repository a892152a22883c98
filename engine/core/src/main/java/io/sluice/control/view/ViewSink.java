package io.sluice.control.view;

import org.agrona.DirectBuffer;

/** Takes the rows of a view. */
@FunctionalInterface
public interface ViewSink {
    /** One row: an SBE message, header first; the memory is reused for the next. */
    void onRow(DirectBuffer buffer, int offset, int length);
}
