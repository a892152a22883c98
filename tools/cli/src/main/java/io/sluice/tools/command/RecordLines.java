package io.sluice.tools.command;

import io.sluice.json.JsonRecord;
import io.sluice.record.RecordDecoder;

/** The lines of a record that a filter lets through, for a person or as JSON. */
final class RecordLines {
    private final TypeFilter filter;
    private final JsonRecord json;
    private final RecordPrinter printer;
    private final StringBuilder lines = new StringBuilder();

    /** As JSON: each line by itself. */
    RecordLines(final TypeFilter filter, final JsonRecord json) {
        this(filter, json, null);
    }

    /** For a person: an input with its outcomes, an outcome with its input. */
    RecordLines(final TypeFilter filter, final RecordPrinter printer) {
        this(filter, null, printer);
    }

    private RecordLines(final TypeFilter filter, final JsonRecord json, final RecordPrinter printer) {
        this.filter = filter;
        this.json = json;
        this.printer = printer;
    }

    /** The lines; empty if none is let through. */
    String of(final RecordDecoder record) {
        lines.setLength(0);
        if (json == null) {
            printed(record);
        } else {
            json(record);
        }
        return lines.toString();
    }

    private void json(final RecordDecoder record) {
        json.wrap(record);
        record.input();
        if (filter.takes(record.templateId())) {
            json.input(lines);
        }
        while (record.nextOutcome()) {
            if (filter.takes(record.templateId())) {
                json.outcome(lines, true);
            }
        }
    }

    private void printed(final RecordDecoder record) {
        record.input();
        final boolean whole = filter.takes(record.templateId());
        printer.append(lines, record);
        final int inputOnly = lines.length();
        while (record.nextOutcome()) {
            if (whole || filter.takes(record.templateId())) {
                printer.append(lines, record);
            }
        }
        if (!whole && lines.length() == inputOnly) {
            lines.setLength(0);
        }
    }
}
