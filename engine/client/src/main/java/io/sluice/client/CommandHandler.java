package io.sluice.client;

import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;

/** Takes the commands to a broker. One may come again under its id: an adapter drops ids it knows (SPEC E-2). */
public interface CommandHandler {
    /** Close a position; valid during the call only. */
    void onClosePosition(ClosePositionDecoder command);

    /** Cancel an order; valid during the call only. */
    void onCancelOrder(CancelOrderDecoder command);
}
