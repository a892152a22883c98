package io.sluice.control;

import io.sluice.control.view.View;
import io.sluice.control.view.ViewSink;

/** Writes the views of MESSAGES from the rooms. Off the hot path: it may allocate. */
final class ViewWriter {
    private final ViewRow row;
    private final SystemViews system;
    private final BookViews book;
    private final DeskViews desk;

    ViewWriter(final Rooms rooms) {
        row = new ViewRow(rooms);
        system = new SystemViews(rooms, row);
        book = new BookViews(rooms, row);
        desk = new DeskViews(rooms, row);
    }

    void write(final View view, final ViewSink target) {
        row.to(target);
        switch (view) {
            case STATUS -> system.status();
            case PERMISSIONS -> system.permissions();
            case COMPONENTS -> system.components();
            case RECOVERY -> system.recovery();
            case PENDING -> desk.pending();
            case HISTORY -> desk.history();
            case TRADES -> book.trades();
            case POSITIONS -> book.positions();
            case QUOTES -> book.quotes();
            case COMMANDS -> book.commands();
            case POLICY -> system.policy();
            case STRATEGIES -> system.strategies();
            case REQUESTS -> desk.requests();
            case LOCKOUTS -> desk.lockouts();
            case MODELS -> desk.models();
            case CLIENTS -> desk.clients();
        }
    }
}
