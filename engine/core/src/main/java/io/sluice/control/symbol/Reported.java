package io.sluice.control.symbol;

import io.sluice.control.image.Image;

/** What position reports say of a symbol. */
public final class Reported {
    private long report = -1;
    private boolean pending;
    private long quantityE8;
    private long averagePriceE8;
    private long differenceE8;

    void clear() {
        report = -1;
        pending = false;
        differenceE8 = 0;
    }

    /**
     * A line of a report.
     *
     * @param number of the report as counted here: brokers may use their ids again.
     */
    public void line(final long number, final long quantity, final long averagePrice) {
        report = number;
        pending = quantity != 0;
        quantityE8 = quantity;
        averagePriceE8 = averagePrice;
    }

    /** A full report was compared. */
    public void compared() {
        pending = false;
    }

    /** Quantity in that report; what it does not name is not held. */
    public long quantityE8(final long number) {
        return report == number ? quantityE8 : 0;
    }

    /** Average price in that report, 0 if not given. */
    public long averagePriceE8(final long number) {
        return report == number ? averagePriceE8 : 0;
    }

    /** Difference that stands unexplained, 0 if none. */
    public long differenceE8() {
        return differenceE8;
    }

    /** Notes a difference, 0 to forget it. */
    public void differenceE8(final long difference) {
        differenceE8 = difference;
    }

    boolean holds() {
        return pending || differenceE8 != 0;
    }

    void image(final Image image) {
        report = image.int64(report);
        pending = image.bool(pending);
        quantityE8 = image.int64(quantityE8);
        averagePriceE8 = image.int64(averagePriceE8);
        differenceE8 = image.int64(differenceE8);
    }
}
