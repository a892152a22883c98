package io.sluice.sim;

import io.sluice.codec.Bool;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.PositionViewDecoder;
import io.sluice.codec.StatusViewDecoder;
import io.sluice.codec.TradingMode;
import io.sluice.control.ControlMachine;
import io.sluice.control.view.View;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;

/** What can be read of the machine between two inputs; read at most once a record. */
final class Glance {
    private static final String PAPER = "~paper";

    private final StatusViewDecoder status = new StatusViewDecoder();
    private final PositionViewDecoder position = new PositionViewDecoder();
    private final Map<String, Long> positions = new HashMap<>();
    private final Map<String, Long> averages = new HashMap<>();
    private final Set<String> differing = new HashSet<>();
    private ControlMachine machine;
    private boolean hasStatus;
    private boolean hasPositions;

    /** Another machine took over, or it executed one more input. */
    void on(final ControlMachine present) {
        machine = present;
        hasStatus = false;
        hasPositions = false;
    }

    ControlMachine machine() {
        return machine;
    }

    long permissions() {
        return machine.permissions();
    }

    /** The status view. */
    StatusViewDecoder status() {
        if (!hasStatus) {
            machine.view(
                    View.STATUS,
                    (buffer, offset, length) -> status.wrap(
                            buffer,
                            offset + MessageHeaderDecoder.ENCODED_LENGTH,
                            StatusViewDecoder.BLOCK_LENGTH,
                            StatusViewDecoder.SCHEMA_VERSION));
            hasStatus = true;
            hasPositions = false;
        }
        return status;
    }

    /** Quantities of the positions view, by {@link #key}; flat ones are not there. */
    Map<String, Long> positions() {
        if (!hasPositions) {
            positions.clear();
            averages.clear();
            differing.clear();
            machine.view(View.POSITIONS, this::onPosition);
            hasPositions = true;
            hasStatus = false;
        }
        return positions;
    }

    /** Average prices beside {@link #positions}, read with them. */
    Map<String, Long> averages() {
        return averages;
    }

    /** Symbols whose book and report differ, as the view says. */
    Set<String> differing() {
        positions();
        return differing;
    }

    static String key(final String symbol, final TradingMode mode) {
        return mode == TradingMode.PAPER ? symbol + PAPER : symbol;
    }

    static boolean isPaper(final String key) {
        return key.endsWith(PAPER);
    }

    private void onPosition(final DirectBuffer buffer, final int offset, final int length) {
        position.wrap(
                buffer,
                offset + MessageHeaderDecoder.ENCODED_LENGTH,
                PositionViewDecoder.BLOCK_LENGTH,
                PositionViewDecoder.SCHEMA_VERSION);
        if (position.differs() == Bool.TRUE) {
            differing.add(position.symbol());
        }
        if (position.quantity() != 0) {
            final String key = key(position.symbol(), position.tradingMode());
            positions.put(key, position.quantity());
            averages.put(key, position.averagePrice());
        }
    }
}
