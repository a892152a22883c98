package io.sluice.tools.command;

import io.sluice.control.view.View;
import io.sluice.schema.Schema;
import io.sluice.tools.cli.CommandException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which rows of a view a command shows: the options that it takes for that, and what they let through. */
public interface Selection {
    /** Every row. */
    Selection ALL = new Selection() {};

    /** Which rows are shown; asked once, when the command line was read. */
    default Predicate<Map<String, String>> rows() {
        return row -> true;
    }

    /** Most rows, the last ones. */
    default int limit() {
        return Integer.MAX_VALUE;
    }

    /** Where one row is looked for, in this order; empty if all rows are shown. */
    default List<View> places() {
        return List.of();
    }

    /** What is looked for, in words. */
    default String sought() {
        return "";
    }

    /** One request, whether it still waits or was decided. */
    final class OneRequest implements Selection {
        @Parameters(paramLabel = "ID", description = "Trade of the request.")
        private long id;

        @Override
        public Predicate<Map<String, String>> rows() {
            return row -> Long.toString(id).equals(row.get("tradeId"));
        }

        @Override
        public List<View> places() {
            return List.of(View.PENDING, View.HISTORY);
        }

        @Override
        public String sought() {
            return "request of trade " + id + "; the journal may hold an older one: sluice tail --type ApprovalCreated";
        }
    }

    /** All trades, or one. */
    final class Trades implements Selection {
        @Parameters(paramLabel = "ID", arity = "0..1", description = "One trade, in full.")
        private Long id;

        @Override
        public Predicate<Map<String, String>> rows() {
            return row -> id == null || id.toString().equals(row.get("tradeId"));
        }

        @Override
        public List<View> places() {
            return id == null ? List.of() : List.of(View.TRADES);
        }

        @Override
        public String sought() {
            return "trade " + id
                    + " in the book; one that has ended is in the journal: sluice tail --type TradeTransition";
        }
    }

    /** Requests that were decided, by what a person asks for. */
    final class History implements Selection {
        @Option(names = "--symbol", paramLabel = "SYMBOL", description = "Only of this symbol.")
        private String symbol;

        @Option(
                names = "--status",
                paramLabel = "STATUS",
                description = "Only what became so, as accepted, rejected or cancelled.")
        private String status;

        @Option(
                names = "--since",
                paramLabel = "TIME",
                description = "Only what was decided since then, in UTC: 2026-03-01 or 2026-03-01T09:30:00Z.")
        private String since;

        @Option(names = "--limit", paramLabel = "N", description = "At most the last N.")
        private Integer limit;

        @Override
        public Predicate<Map<String, String>> rows() {
            final Instant from = since == null ? Instant.MIN : instant(since);
            if (status != null && Schema.values("TradeState").value(status.toUpperCase(Locale.ROOT)) < 0) {
                throw CommandException.usage("--status: must be one of "
                        + String.join(", ", Schema.values("TradeState").spellings()));
            }
            if (limit != null && limit < 1) {
                throw CommandException.usage("--limit must be at least 1");
            }
            return row -> (symbol == null || symbol.equalsIgnoreCase(row.get("symbol")))
                    && (status == null || status.equalsIgnoreCase(row.get("status")))
                    && !decided(row).isBefore(from);
        }

        @Override
        public int limit() {
            return limit == null ? Integer.MAX_VALUE : limit;
        }

        private static Instant decided(final Map<String, String> row) {
            final String at = row.getOrDefault("decidedAt", row.get("requestedAt"));
            return Instant.parse(at);
        }

        private static Instant instant(final String text) {
            try {
                return text.length() == "2026-03-01".length()
                        ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                        : Instant.parse(text);
            } catch (final DateTimeException e) {
                throw CommandException.usage(
                        "--since: must be a time in UTC, as 2026-03-01 or 2026-03-01T09:30:00Z, is " + text);
            }
        }
    }
}
