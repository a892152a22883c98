package io.sluice.tools.demo;

import io.sluice.codec.Code;
import io.sluice.codec.Severity;
import io.sluice.codec.SystemMode;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.journal.RecordListener;
import io.sluice.schema.Schema;
import io.sluice.tools.cli.Harmless;
import io.sluice.tools.cli.Paint;
import io.sluice.tools.cli.Wrap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** What the viewer sees while it runs: the story's lines, and below them how things stand. */
final class ViewerPage {
    private static final int BAR = 40;
    private static final int TEXT_AT = 29;
    private static final long DAY_NS = 86_400_000_000_000L;

    private final Screen screen;
    private final Paint paint;
    private final int trades;
    private final String resume;
    private final Equities equities;
    private final Tally tally = new Tally();
    private final Story story = new Story(this::tell);
    private final long startedNs = System.nanoTime();
    private long day;
    private long playingSinceNs;
    private int tradesBefore;

    /**
     * @param trades that are played in all.
     * @param resume command that goes on after a crash.
     */
    ViewerPage(final Screen screen, final Paint paint, final int trades, final String resume, final Equities equities) {
        this.resume = resume;
        this.screen = screen;
        this.paint = paint;
        this.trades = trades;
        this.equities = equities;
    }

    /** Everyone who learns from a record, the given one first. */
    List<RecordListener> listeners(final RecordListener first) {
        return List.of(first, tally, equities, story);
    }

    Tally tally() {
        return tally;
    }

    /** Present drawdown, as far as the journal was read; 0 or below. */
    double drawdownPct() {
        return equities.drawdownPct();
    }

    /** Nanoseconds since the demo began. */
    long elapsedNs() {
        return System.nanoTime() - startedNs;
    }

    /** The engine is open. */
    void opened(final long startSequence, final long tookNs) {
        story.from(startSequence);
        if (startSequence > 1) {
            screen.line(" " + paint.bold(Words.count(startSequence - 1) + " records read and executed again")
                    + ", each outcome compared, in " + Words.count(tookNs / 1_000_000) + " ms");
        }
    }

    /** After a crash: the latest intents were asked again. */
    void askedAgain(final long timeNs, final int count, final long sameAnswers) {
        tell(new Story.Line(
                timeNs,
                0,
                "strategy",
                Severity.INFO,
                "asked its latest " + count + " intents again: " + sameAnswers + " answered as before"));
    }

    /** After a crash: an intent was due that the journal does not have. */
    void askedLate(final long timeNs, final int strategyId) {
        tell(new Story.Line(
                timeNs, 0, "strategy", Severity.INFO, "strategy " + strategyId + " asks what was never recorded"));
    }

    /** The process is about to die. */
    void killed(final long sequence) {
        done();
        screen.line("");
        screen.line(" " + paint.critical("Record " + Words.count(sequence) + " is in the journal: SIGKILL."));
        screen.line(" Go on with:  " + resume);
    }

    private void tell(final Story.Line line) {
        final String text = Wrap.at(Harmless.word(line.text()), screen.columns(), TEXT_AT, TEXT_AT);
        screen.line(" " + paint.dim(Words.moment(line.timeNs())) + "  "
                + paint.severity(line.severity(), String.format(Locale.ROOT, "%-10s", line.label())) + " "
                + (line.severity() == Severity.CRITICAL ? paint.critical(text) : text));
    }

    /** A moment is over. */
    void moment(final Timeline now, final long priceE8, final Ledger ledger, final Histogram latency) {
        if (playingSinceNs == 0) {
            playingSinceNs = System.nanoTime();
            tradesBefore = now.tradesSoFar();
            day = now.timeNs() / DAY_NS;
        }
        if (screen.isTerminal()) {
            if (screen.isDue()) {
                screen.live(standing(now, priceE8, ledger, latency));
            }
        } else if (now.timeNs() / DAY_NS != day) {
            day = now.timeNs() / DAY_NS;
            standing(now, priceE8, ledger, latency).forEach(screen::line);
        }
    }

    /** Takes the changing lines away. */
    void done() {
        screen.live(List.of());
    }

    private List<String> standing(
            final Timeline now, final long priceE8, final Ledger ledger, final Histogram latency) {
        final int done = now.tradesSoFar();
        final int filled = (int) ((long) BAR * done / trades);
        final long tradesPerSecond =
                (done - tradesBefore) * 1_000_000_000L / Math.max(1, System.nanoTime() - playingSinceNs);
        return List.of(
                "",
                " " + paint.bold(Words.moment(now.timeNs())) + "  " + paint.good("█".repeat(filled))
                        + paint.dim("░".repeat(BAR - filled))
                        + String.format(Locale.ROOT, " %3d %%  ", 100L * done / trades)
                        + Words.count(tradesPerSecond) + " trades/s  p50 "
                        + Words.micros(latency.getValueAtPercentile(50)),
                " mode       " + mode(tally.mode()) + "  price " + Words.money(priceE8) + "  equity "
                        + Words.money(equities.equityE8()) + "  drawdown " + Words.percent(equities.drawdownPct())
                        + "  BTC live "
                        + Words.quantity(ledger.account(TradingMode.LIVE).quantityE8()) + " paper "
                        + Words.quantity(ledger.account(TradingMode.PAPER).quantityE8()),
                " decisions  ALLOW " + Words.count(tally.total(Verdict.ALLOW)) + "   HOLD " + tally.held()
                        + "   REJECT " + refusals(),
                " approvals  " + approvals());
    }

    private String approvals() {
        return "asked " + tally.held() + ": " + tally.fate(Code.OPERATOR_APPROVED) + " approved, "
                + tally.fate(Code.OPERATOR_REJECTED) + " rejected, " + tally.fate(Code.HITL_TIMEOUT) + " expired, "
                + tally.fate(Code.SEC_050) + " too late, " + stopped() + " stopped, "
                + tally.pending() + " waiting";
    }

    private int stopped() {
        return tally.fate(Code.EMERGENCY_STOP) + tally.fate(Code.GUARDIAN_LOCK);
    }

    /** By code; how requests for approval ended stands on a line of its own. */
    private String refusals() {
        final Map<Code, Integer> counts = tally.decisions(Verdict.REJECT);
        final String codes = counts.entrySet().stream()
                .filter(entry -> !tally.fates().containsKey(entry.getKey()))
                .map(entry -> word("Code", entry.getKey().value()) + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return Words.count(tally.total(Verdict.REJECT)) + (codes.isEmpty() ? "" : " (" + codes + ")");
    }

    private String mode(final SystemMode mode) {
        final String word = word("SystemMode", mode.value());
        return switch (mode) {
            case NORMAL -> paint.good(word);
            case RECOVERING, DEGRADED, SAFE_MODE -> paint.warning(word);
            case SAFE_MODE_DISCONNECTED, HALT -> paint.critical(word);
            case NULL_VAL -> word;
        };
    }

    static String word(final String type, final int value) {
        return Schema.values(type).spelling(value);
    }
}
