package io.sluice.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.json.JsonRecord;
import io.sluice.replay.ReleasedFeed;
import io.sluice.serve.telemetry.Figures;
import io.sluice.serve.telemetry.Scrape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What journal, log and metrics say of one engine, each read on its own way. */
final class Told {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private Told() {}

    /** Every line of inputs and outcomes, as {@code tail --json} shows it. */
    static List<JsonNode> byJournal(final Path data) {
        final StringBuilder lines = new StringBuilder();
        final JsonRecord json = new JsonRecord();
        final long last = Days.last(data);
        try (ReleasedFeed feed = new ReleasedFeed(data, 0, () -> last)) {
            while (feed.sequence() < last) {
                feed.await((record, position) -> json.wrap(record).all(lines), 1000, WAIT_NS);
            }
        }
        return lines.toString().lines().map(Told::json).toList();
    }

    /** Those since the last start. */
    static List<JsonNode> sinceTheStart(final List<JsonNode> lines) {
        int start = 0;
        for (int i = 0; i < lines.size(); i++) {
            start = is("EngineStarted").test(lines.get(i)) ? i : start;
        }
        return lines.subList(start, lines.size());
    }

    /** Every line of a log. */
    static List<JsonNode> byLog(final Path file) throws IOException {
        return Files.readAllLines(file).stream().map(Told::json).toList();
    }

    /** Every sample of a scrape, by name and labels as they are written. */
    static Map<String, Double> byMetrics(final Figures figures) {
        return samples(new Scrape(() -> figures).get());
    }

    static Map<String, Double> samples(final String scrape) {
        final Map<String, Double> samples = new TreeMap<>();
        scrape.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            final int space = line.lastIndexOf(' ');
            samples.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
        });
        return samples;
    }

    static Predicate<JsonNode> is(final String type) {
        return line -> line.path("type").asText().equals(type);
    }

    static Predicate<JsonNode> has(final String key, final String value) {
        return line -> line.path(key).asText().equals(value);
    }

    static long count(final List<JsonNode> lines, final Predicate<JsonNode> which) {
        return lines.stream().filter(which).count();
    }

    /** Sum of all samples whose name begins so. */
    static double sum(final Map<String, Double> samples, final String prefix) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith(prefix))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    static List<String> texts(final List<JsonNode> lines, final String... keys) {
        final List<String> texts = new ArrayList<>();
        lines.forEach(line -> {
            final StringBuilder text = new StringBuilder();
            for (final String key : keys) {
                text.append(text.isEmpty() ? "" : " ").append(line.path(key).asText());
            }
            texts.add(text.toString());
        });
        return texts;
    }

    private static JsonNode json(final String line) {
        try {
            return JSON.readTree(line);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
