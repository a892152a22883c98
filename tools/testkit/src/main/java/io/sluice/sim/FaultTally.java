package io.sluice.sim;

import io.sluice.codec.Code;
import io.sluice.codec.Verdict;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What happened how often. */
final class FaultTally {
    private static final int TEMPLATES = 400;

    private final long[] faults = new long[Fault.values().length];
    private final long[] inputs = new long[TEMPLATES];
    private final long[] outcomes = new long[TEMPLATES];
    private final long[] answers = new long[256];
    private final long[] decisions = new long[3 * 256];
    private long steps;
    private long records;
    private long replayed;
    private long healed;

    void fault(final Fault fault) {
        faults[fault.ordinal()]++;
    }

    void step() {
        steps++;
    }

    void record() {
        records++;
    }

    void replayed() {
        replayed++;
    }

    void healed() {
        healed++;
    }

    void input(final int templateId) {
        inputs[templateId]++;
    }

    void outcome(final int templateId) {
        outcomes[templateId]++;
    }

    void decision(final Verdict verdict, final Code code) {
        decisions[verdict.value() * 256 + code.value()]++;
    }

    void answer(final Code code) {
        answers[code.value()]++;
    }

    long steps() {
        return steps;
    }

    long records() {
        return records;
    }

    long replays() {
        return replayed;
    }

    long of(final Fault fault) {
        return faults[fault.ordinal()];
    }

    void add(final FaultTally other) {
        add(faults, other.faults);
        add(inputs, other.inputs);
        add(outcomes, other.outcomes);
        add(answers, other.answers);
        add(decisions, other.decisions);
        steps += other.steps;
        records += other.records;
        replayed += other.replayed;
        healed += other.healed;
    }

    private static void add(final long[] to, final long[] from) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    /** A few paragraphs of counts by kind. */
    String text() {
        final StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%,d steps, %,d records, %,d records replayed and compared, %,d runs healed to normal%n",
                steps,
                records,
                replayed,
                healed));
        final Map<String, Long> byFault = new TreeMap<>();
        for (final Fault fault : Fault.values()) {
            byFault.put(fault.name().toLowerCase(Locale.ROOT), faults[fault.ordinal()]);
        }
        paragraph(out, "faults", byFault);
        paragraph(out, "inputs", named(inputs, 100, 199));
        paragraph(out, "outcomes", named(outcomes, 200, 249));
        final Map<String, Long> verdicts = new TreeMap<>();
        final Map<String, Long> results = new TreeMap<>();
        for (final Code code : Code.values()) {
            if (code == Code.NULL_VAL) {
                continue;
            }
            put(results, code.name(), answers[code.value()]);
            for (final Verdict verdict : new Verdict[] {Verdict.ALLOW, Verdict.HOLD, Verdict.REJECT}) {
                put(verdicts, verdict + " " + code, decisions[verdict.value() * 256 + code.value()]);
            }
        }
        paragraph(out, "decisions", verdicts);
        paragraph(out, "answers", results);
        return out.toString();
    }

    private static Map<String, Long> named(final long[] counts, final int from, final int to) {
        final Map<String, Long> named = new TreeMap<>();
        for (final MessageSpec spec : Schema.messages()) {
            if (spec.id() >= from && spec.id() <= to) {
                put(named, spec.name(), counts[spec.id()]);
            }
        }
        return named;
    }

    private static void put(final Map<String, Long> to, final String name, final long count) {
        if (count > 0) {
            to.put(name, count);
        }
    }

    private static void paragraph(final StringBuilder out, final String title, final Map<String, Long> counts) {
        out.append(title).append(':');
        int column = 200;
        for (final Map.Entry<String, Long> entry : counts.entrySet()) {
            final String cell = String.format(Locale.ROOT, " %s %,d", entry.getKey(), entry.getValue());
            if (column + cell.length() > 118) {
                out.append(System.lineSeparator()).append("   ");
                column = 3;
            }
            out.append(cell).append(',');
            column += cell.length() + 1;
        }
        out.setCharAt(out.length() - 1, ' ');
        out.append(System.lineSeparator());
    }
}
