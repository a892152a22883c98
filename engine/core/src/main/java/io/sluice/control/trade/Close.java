package io.sluice.control.trade;

import io.sluice.control.image.Image;

/** A ClosePosition as an order: what it fills is counted as of any other, also after it has ended (H-3a, E-2). */
public final class Close extends VenueOrder<Close> {
    private boolean over;

    void beginClose() {
        over = false;
    }

    @Override
    public boolean isEnded() {
        return over;
    }

    @Override
    public boolean works() {
        return !over || isAlive();
    }

    @Override
    void countWorking(final int delta) {
        // closes are not among the orders that limits count
    }

    void over() {
        over = true;
    }

    @Override
    void image(final Image image) {
        super.image(image);
        over = image.bool(over);
    }
}
