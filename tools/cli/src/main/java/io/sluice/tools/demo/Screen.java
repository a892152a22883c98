package io.sluice.tools.demo;

import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Output;
import java.util.List;

/**
 * Lines that stay, and below them on a terminal a few lines that are drawn again and again. Where there is no terminal
 * only the lines that stay are written.
 */
final class Screen {
    private static final String UP_AND_CLEAR = "\u001b[%dF\u001b[0J";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";
    private static final long REDRAW_NS = 80_000_000L;

    private final Output out;
    private final boolean isTerminal;
    private final int columns;
    private List<String> live = List.of();
    private int drawn;
    private long drawnNs;

    Screen(final Console console) {
        out = console.out();
        isTerminal = console.isTerminal();
        columns = console.columns();
    }

    boolean isTerminal() {
        return isTerminal;
    }

    /** Columns that a line may take. */
    int columns() {
        return columns;
    }

    /** Writes a line that stays. */
    void line(final String text) {
        erase();
        out.println(text);
        draw();
        out.flush();
    }

    /** Whether the live lines may be drawn again; more often than the eye can follow would only cost time. */
    boolean isDue() {
        return isTerminal && System.nanoTime() - drawnNs >= REDRAW_NS;
    }

    /** Replaces the live lines. */
    void live(final List<String> lines) {
        if (isTerminal) {
            erase();
            live = List.copyOf(lines);
            draw();
            out.flush();
        }
    }

    private void erase() {
        if (drawn > 0) {
            out.raw(String.format(UP_AND_CLEAR, drawn));
            drawn = 0;
        }
    }

    private void draw() {
        if (!live.isEmpty()) {
            out.raw(NO_WRAP);
            live.forEach(out::println);
            out.raw(WRAP);
            drawn = live.size();
            drawnNs = System.nanoTime();
        }
    }
}
