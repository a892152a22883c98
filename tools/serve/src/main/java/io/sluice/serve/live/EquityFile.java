package io.sluice.serve.live;

import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The points of equity in the folder of {@code serve}, so that peak and drawdown of before are known after a start: a
 * line a point, four fields with blanks between. A line that was cut, or cannot be read, is passed over. One thread.
 */
final class EquityFile {
    static final String NAME = "equity.points";
    private static final int FIELDS = 4;
    private static final String NONE = "-";
    /** Then it is written again, with a point a minute for what is more than a day old. */
    private static final int MOST_ADDED = 100_000;

    private final Path file;
    private final Consumer<String> notices;
    private int added;
    private boolean isFailed;

    EquityFile(final Path folder, final Consumer<String> notices) {
        file = folder.resolve(NAME);
        this.notices = notices;
    }

    List<EquitySeries.Point> read() {
        final List<EquitySeries.Point> points = new ArrayList<>();
        try {
            if (Files.exists(file)) {
                Files.readString(file, StandardCharsets.ISO_8859_1).lines().forEach(line -> parse(line, points));
            }
        } catch (final IOException e) {
            failed(e);
        }
        return points;
    }

    private static void parse(final String line, final List<EquitySeries.Point> into) {
        final String[] fields = line.split(" ");
        if (fields.length == FIELDS && fields[0].matches("[0-9]{1,18}|[0-8][0-9]{18}")) {
            into.add(new EquitySeries.Point(Long.parseLong(fields[0]), fields[1], shown(fields[2]), shown(fields[3])));
        }
    }

    private static String shown(final String field) {
        return field.equals(NONE) ? null : field;
    }

    /** Adds a point, or writes all that there are again. */
    void add(final EquitySeries.Point point, final EquitySeries all) {
        if (++added > MOST_ADDED) {
            write(all.since(Long.MIN_VALUE));
            return;
        }
        try {
            Files.writeString(
                    file,
                    line(point),
                    StandardCharsets.ISO_8859_1,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            isFailed = false;
        } catch (final IOException e) {
            failed(e);
        }
    }

    /** Writes it again; a reader finds the old one or the new one. */
    void write(final List<EquitySeries.Point> points) {
        added = 0;
        final Path made = file.resolveSibling(NAME + ".new");
        try {
            Files.writeString(
                    made,
                    points.stream().map(EquityFile::line).collect(Collectors.joining()),
                    StandardCharsets.ISO_8859_1);
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            failed(e);
        }
    }

    private static String line(final EquitySeries.Point point) {
        return point.timeNs() + " " + point.equity() + " " + written(point.peak()) + " " + written(point.drawdownPct())
                + "\n";
    }

    private static String written(final String field) {
        return field == null ? NONE : field;
    }

    private void failed(final IOException e) {
        if (!isFailed) {
            notices.accept(file + " cannot be used, equity over time is not kept: " + IoTrouble.reason(e));
        }
        isFailed = true;
    }
}
