package io.sluice.control.account;

import io.sluice.codec.ReasonCode;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.trade.BookState;

/** The link to the live broker: what is void when it falls, and what is awaited when it is up again (R-4, E-2). */
public final class BrokerLink {
    /** Told of what becomes of the link. */
    public interface Listener {
        /** The link is down. */
        void onLinkLost();

        /** The link is up again. */
        void onLinkBack();
    }

    private final CauseBook causes;
    private final BookState book;
    private final AccountBook account;
    private final PositionReports positions;
    private final OrderReports orders;
    private final Listener commands;

    /** @param commands hears of it last. */
    public BrokerLink(
            final CauseBook causes,
            final BookState book,
            final AccountBook account,
            final PositionReports positions,
            final OrderReports orders,
            final Listener commands) {
        this.causes = causes;
        this.book = book;
        this.account = account;
        this.positions = positions;
        this.orders = orders;
        this.commands = commands;
    }

    /** A start: whatever was on its way is lost, and the account is unknown until it is reported. */
    public void onStarted() {
        lost();
        if (isUp()) {
            back();
        }
    }

    /** After what an input did: whether the link fell or came up. */
    public void settle() {
        final boolean bounced = book.takeBounce();
        if (book.isLinkUp() && (bounced || !isUp())) {
            lost();
        }
        if (!book.isLinkUp() && isUp()) {
            back();
        }
    }

    private boolean isUp() {
        return !causes.stands(ReasonCode.BROKER_DISCONNECT);
    }

    private void lost() {
        forget();
        book.linkLost();
        commands.onLinkLost();
    }

    private void back() {
        forget();
        book.linkBack();
        commands.onLinkBack();
    }

    private void forget() {
        positions.forget();
        orders.forget();
        account.forgetWaiting();
    }
}
