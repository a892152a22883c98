package io.sluice.serve.notify;

import io.sluice.codec.Severity;
import io.sluice.json.MalformedException;
import io.sluice.json.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A message as a person reads it, before a service's own form. Every text may hold what came in: it has to be escaped.
 *
 * @param title    in a line.
 * @param text     sentences, a line each; may be empty.
 * @param lines    what is known of a request.
 * @param reasoning why the strategy wants it; empty if it does not say.
 * @param untilSeconds when the request ends, since the epoch; 0 if it does not, or has ended.
 * @param request  that may be answered; null for none.
 * @param footer   where it comes from.
 */
record Card(
        String title,
        String text,
        List<Line> lines,
        String reasoning,
        long untilSeconds,
        Notice request,
        Severity severity,
        String footer) {
    /** A name and its value. */
    record Line(String name, String value) {}

    static Card of(final Post post) {
        final Notice notice = post.first();
        if (post.notices().size() > 1) {
            return group(post.notices());
        }
        return notice.event().startsWith("hitl.") ? request(post, notice) : plain(post, notice);
    }

    private static Card group(final List<Notice> notices) {
        final String text = notices.stream().map(Notice::sentence).collect(Collectors.joining("\n"));
        final Severity worst =
                notices.stream().map(Notice::severity).max(Severity::compareTo).orElseThrow();
        return new Card(
                notices.size() + " x " + heading(notices.get(0).event()),
                text,
                List.of(),
                "",
                0,
                null,
                worst,
                "records " + notices.get(0).sequence() + " to "
                        + notices.get(notices.size() - 1).sequence());
    }

    private static Card plain(final Post post, final Notice notice) {
        return new Card(
                (post.isReminder() ? "Still waiting: " : "")
                        + (notice.severity() == Severity.INFO
                                ? ""
                                : notice.severityText().toUpperCase(Locale.ROOT) + ": ")
                        + heading(notice.event()),
                notice.sentence(),
                List.of(),
                "",
                0,
                null,
                notice.severity(),
                footer(notice));
    }

    private static Card request(final Post post, final Notice notice) {
        final boolean isOpen = notice.isRequest() || notice.event().equals("hitl.held");
        final String order = notice.text("side") + " " + notice.text("quantity") + " " + notice.text("symbol");
        final String title =
                switch (notice.event()) {
                    case "hitl.created", "hitl.restored" -> (post.isReminder() ? "Still waiting: " : "Approve? ")
                            + order;
                    case "hitl.held" -> notice.text("heldBy") + " has it: " + order;
                    case "hitl.expired" -> "Expired, nobody answered: " + order;
                    default -> notice.text("status")
                            + (notice.text("decidedBy").isEmpty() ? "" : " by " + notice.text("decidedBy"))
                            + ": " + order;
                };
        return new Card(
                title,
                isOpen ? "" : notice.sentence(),
                lines(notice, isOpen),
                notice.text("reasoningSummary"),
                isOpen ? seconds(notice.text("expiresAt")) : 0,
                isOpen ? notice : null,
                notice.severity(),
                footer(notice) + ", trade " + notice.tradeId());
    }

    private static List<Line> lines(final Notice notice, final boolean isOpen) {
        final List<Line> lines = new ArrayList<>();
        add(lines, "Instrument", notice.text("symbol"));
        add(lines, "Side", notice.text("side"));
        add(lines, "Quantity", notice.text("quantity"));
        final String price = notice.text("orderPrice");
        add(lines, "Price", price.isEmpty() || price.equals("0") ? "at market" : price);
        add(lines, "Market then", notice.text("requestPrice"));
        add(lines, "Leverage", notice.text("leverage"));
        add(lines, "Risk %", notice.text("riskPct"));
        add(lines, "Confidence", notice.text("confidence"));
        add(lines, "Mode", notice.text("tradingMode"));
        add(lines, "Strategy", notice.text("strategyId"));
        add(lines, "Model", (notice.text("modelName") + " " + notice.text("modelVersion")).strip());
        if (!isOpen) {
            add(lines, "Status", notice.text("status"));
            add(lines, "By", notice.text("decidedBy"));
            add(lines, "Channel", notice.text("decisionChannel"));
            add(lines, "Reason", notice.text("decisionReason"));
            add(lines, "Comment", notice.text("decisionComment"));
        }
        return lines;
    }

    private static void add(final List<Line> lines, final String name, final String value) {
        if (!value.isEmpty()) {
            lines.add(new Line(name, value));
        }
    }

    /** {@code risk.drawdown.soft_breach} becomes {@code Risk drawdown soft breach}. */
    private static String heading(final String event) {
        final String words = event.replace('.', ' ').replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String footer(final Notice notice) {
        return notice.sequence() == 0 ? "sluice serve" : "record " + notice.sequence();
    }

    private static long seconds(final String time) {
        try {
            return TimeUnit.NANOSECONDS.toSeconds(Times.parse(time));
        } catch (final MalformedException e) {
            return 0;
        }
    }
}
