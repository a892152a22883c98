package io.sluice.tools.door;

import io.sluice.client.E8;
import io.sluice.schema.Schema;
import io.sluice.tools.cli.CommandException;
import java.util.Map;
import java.util.function.IntFunction;

/** What was given to a command of the table, by name; what cannot be read is a usage error that names it. */
final class Args {
    private final Map<String, String> values;

    Args(final Map<String, String> values) {
        this.values = values;
    }

    /** As it was given; null if it was not. */
    String text(final String name) {
        return values.get(name);
    }

    boolean has(final String name) {
        return values.containsKey(name);
    }

    /** An id or a number of at least 0. */
    long id(final String name) {
        final String text = values.get(name);
        try {
            final long id = Long.parseLong(text);
            if (id >= 0 && id < 1L << 53) {
                return id;
            }
        } catch (final NumberFormatException e) {
            throw wrong(name, "must be a number, is " + text);
        }
        throw wrong(name, "must be a number from 0 to 2^53-1, is " + text);
    }

    /** A number of at least 1 that fits into 31 bits. */
    int count(final String name) {
        final long id = id(name);
        if (id < 1 || id > Integer.MAX_VALUE) {
            throw wrong(name, "must be from 1 to " + Integer.MAX_VALUE + ", is " + id);
        }
        return (int) id;
    }

    /** Number of a strategy. */
    int strategy(final String name) {
        final long id = id(name);
        if (id > Integer.MAX_VALUE) {
            throw wrong(name, "no strategy has the number " + id);
        }
        return (int) id;
    }

    /** A decimal scaled by 10^8; ABSENT if it was not given. */
    long decimal(final String name) {
        final String text = values.get(name);
        if (text == null) {
            return E8.ABSENT;
        }
        try {
            return E8.of(text);
        } catch (final ArithmeticException | IllegalArgumentException e) {
            throw wrong(name, "must be a decimal of at most eight places, is " + text);
        }
    }

    /** A value of an enum, as it is spelt in JSON; null if it was not given. */
    <T> T choice(final String name, final String type, final IntFunction<T> of) {
        final String text = values.get(name);
        if (text == null) {
            return null;
        }
        final int value = Schema.values(type).value(text);
        if (value < 0) {
            throw wrong(
                    name,
                    "must be one of " + String.join(", ", Schema.values(type).spellings()) + ", is " + text);
        }
        return of.apply(value);
    }

    /** One of two words. */
    boolean either(final String name, final String yes, final String no) {
        final String text = values.get(name);
        if (!text.equals(yes) && !text.equals(no)) {
            throw wrong(name, "must be " + yes + " or " + no + ", is " + text);
        }
        return text.equals(yes);
    }

    private static CommandException wrong(final String name, final String why) {
        return CommandException.usage(name + ": " + why);
    }
}
