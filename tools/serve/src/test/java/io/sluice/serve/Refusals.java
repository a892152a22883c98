package io.sluice.serve;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.DecisionHandler;

/** Counts refusals. */
final class Refusals implements DecisionHandler {
    int count;

    @Override
    public void onAllowed(final AllowedOrder order) {}

    @Override
    public void onHeld(final Answer answer) {}

    @Override
    public void onRefused(final Answer answer) {
        count++;
    }

    @Override
    public void onLapsed(final Answer answer) {}
}
