package io.sluice.control.symbol;

/** What position reports say of a symbol. */
public final class Reported {
    private long reportId = -1;
    private long quantityE8;
    private long averagePriceE8;
    private long differenceE8;

    void clear() {
        reportId = -1;
        differenceE8 = 0;
    }

    /** A line of a report. */
    public void line(final long id, final long quantity, final long averagePrice) {
        reportId = id;
        quantityE8 = quantity;
        averagePriceE8 = averagePrice;
    }

    /** Quantity in that report; what it does not name is not held. */
    public long quantityE8(final long id) {
        return reportId == id ? quantityE8 : 0;
    }

    /** Average price in that report, 0 if not given. */
    public long averagePriceE8(final long id) {
        return reportId == id ? averagePriceE8 : 0;
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
        return differenceE8 != 0;
    }
}
