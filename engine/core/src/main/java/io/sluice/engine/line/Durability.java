package io.sluice.engine.line;

/** What the engine thread owes the device beside each record (SPEC J-5, J-7). */
interface Durability {
    /** A cycle is over: what waits for the device is forced, then released. */
    void endOfCycle();

    /** Forces all there is; returns the last record that the device has. */
    long force();

    /** The device failed: nothing that waits is released, and no answer any more. What halts may still be shown. */
    void abandon();
}
