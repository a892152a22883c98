package io.sluice.tools.door;

import io.sluice.client.OperatorDoor;
import io.sluice.control.view.View;
import io.sluice.engine.StateView;
import io.sluice.state.StateMapException;
import io.sluice.tools.cli.Console;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Where a command of an operator is given: his door, and what he can look at before. */
final class Desk {
    private final Console console;
    private final OperatorDoor door;
    private final Path directory;
    private final boolean isQuiet;

    /** @param isQuiet whether nothing but the answer is to be printed. */
    Desk(final Console console, final OperatorDoor door, final Path directory, final boolean isQuiet) {
        this.console = console;
        this.door = door;
        this.directory = directory;
        this.isQuiet = isQuiet;
    }

    OperatorDoor door() {
        return door;
    }

    /** The row of a view whose key has this value, or the first; null if there is none or it cannot be read here. */
    Map<String, String> row(final View view, final String key, final String value) {
        try (StateView state = StateView.open(directory)) {
            final List<Map<String, String>> rows = state.read(view).rows(view);
            return rows.stream()
                    .filter(row -> value == null || value.equals(row.get(key)))
                    .findFirst()
                    .orElse(null);
        } catch (final StateMapException e) {
            console.err().println("what it is about cannot be shown here: " + e.getMessage());
            return null;
        }
    }

    /** Prints a request; its row hash, or null if it cannot be read here. */
    byte[] showRequest(final long tradeId) {
        final Map<String, String> request = row(View.PENDING, "tradeId", Long.toString(tradeId));
        if (request == null) {
            return null;
        }
        show(
                request,
                "symbol",
                "side",
                "quantity",
                "orderPrice",
                "requestPrice",
                "tradingMode",
                "strategyId",
                "reasoningSummary",
                "secondsRemaining");
        final String hash = request.get("rowHash");
        return hash == null ? null : HexFormat.of().parseHex(hash);
    }

    /** Prints some of what a row says. */
    void show(final Map<String, String> row, final String... keys) {
        if (isQuiet || row == null) {
            return;
        }
        for (final String key : keys) {
            if (row.get(key) != null) {
                console.out().println(String.format("  %-18s %s", key, row.get(key)));
            }
        }
        console.out().flush();
    }
}
