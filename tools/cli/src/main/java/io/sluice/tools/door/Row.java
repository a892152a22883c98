package io.sluice.tools.door;

import io.sluice.client.Sent;
import java.util.List;

/**
 * One command of an operator: a line of the table.
 *
 * @param words  that name it: {@code emergency stop}.
 * @param header one line, for the list of commands.
 * @param args   that it takes.
 * @param ask    what a person at a terminal is asked first; null if nothing.
 * @param sample arguments for an example.
 * @param act    sends it.
 */
record Row(String words, String header, List<Arg> args, Ask ask, String sample, Act act) {
    /**
     * One argument.
     *
     * @param name  {@code --reason}, or {@code ID} for one that has its place.
     * @param label of its value; null for a switch.
     */
    record Arg(String name, String label, boolean required, String help) {
        boolean isOption() {
            return name.startsWith("--");
        }
    }

    /** What a person is asked. */
    @FunctionalInterface
    interface Ask {
        /** The question; null if there is none in this case. */
        String question(Desk desk, Args args);
    }

    /** Sends the command. */
    @FunctionalInterface
    interface Act {
        Sent send(Desk desk, Args args);
    }

    static Arg must(final String name, final String help) {
        return new Arg(name, name, true, help);
    }

    static Arg may(final String name, final String label, final String help) {
        return new Arg(name, label, false, help);
    }

    static Arg option(final String name, final String label, final String help) {
        return new Arg(name, label, true, help);
    }

    static Arg reason() {
        return option("--reason", "TEXT", "Why; it is recorded.");
    }

    static Arg flag(final String name, final String help) {
        return new Arg(name, null, false, help);
    }

    /** Its last word. */
    String name() {
        return words.substring(words.lastIndexOf(' ') + 1);
    }

    /** Its first word. */
    String first() {
        final int space = words.indexOf(' ');
        return space < 0 ? words : words.substring(0, space);
    }
}
