package io.sluice.serve.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.json.MalformedException;
import io.sluice.json.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the lines of an outbox come to. Each line is an object whose {@code t} says what it is:
 *
 * <pre>
 *   journal  id, silent       which journal is read, and up to which record nobody is told
 *   note     n, to            a notice, and where it goes
 *   upto     seq, mode        the journal was read up to here
 *   try      channel, ids     these are being sent as one message
 *   done     channel, ref     they were sent
 *   drop     channel, id      this need not be sent any more
 *   ref      channel, subject, ref   a message that can be changed
 *   link     trade            the request has its link
 *   hold     trade, operator  somebody looks after the request
 *   mark     name, value      what was last told of something that serve watches
 * </pre>
 *
 * <p>Not thread safe.
 */
final class OutboxState {
    final Map<Long, Notice> requests = new LinkedHashMap<>();
    final Map<Long, String> holders = new HashMap<>();
    final Map<String, Batch> begun = new HashMap<>();
    final Set<Long> linked = new HashSet<>();
    final Map<String, String> marks = new LinkedHashMap<>();
    /** When a channel last sent a group, by the wall clock; not kept. */
    final Map<String, Long> groupedMs = new HashMap<>();

    String journalId = "";
    String mode = "";
    long silentUpTo;
    long upTo;
    private final Map<String, Map<String, Entry>> pending = new LinkedHashMap<>();
    private final Map<String, Map<String, List<String>>> refs = new HashMap<>();

    static ObjectNode line(final String type) {
        return Json.object().put("t", type);
    }

    static ObjectNode mark(final String name, final String value) {
        return line("mark").put("name", name).put("value", value);
    }

    static ObjectNode note(final Notice notice, final Collection<Entry> entries) {
        final ObjectNode line = line("note");
        line.set("n", notice.toJson());
        final ArrayNode to = line.putArray("to");
        entries.forEach(entry -> to.add(entry.toJson()));
        return line;
    }

    /** Reads what was left; notices of records after the last place are found in the journal again. */
    static OutboxState of(final List<String> lines) {
        final OutboxState state = new OutboxState();
        final List<JsonNode> read = lines.stream().map(Json::read).toList();
        final Map<String, Long> places = new HashMap<>();
        String journal = "";
        for (final JsonNode line : read) {
            journal =
                    line.path("t").asText().equals("journal") ? line.path("id").asText() : journal;
            if (line.path("t").asText().equals("upto")) {
                places.put(journal, line.path("seq").asLong());
            }
        }
        for (final JsonNode line : read) {
            final boolean isPlaced = line.path("n").path("seq").asLong() <= places.getOrDefault(state.journalId, 0L);
            if (isPlaced || line.path("kept").asBoolean()) {
                state.apply(line);
            }
        }
        state.begun.replaceAll((channel, batch) -> batch.again());
        return state;
    }

    void begin(final String journal, final long silent) {
        apply(line("journal").put("id", journal).put("silent", silent));
    }

    void apply(final JsonNode line) {
        final String channel = line.path("channel").asText();
        final long trade = line.path("trade").asLong();
        switch (line.path("t").asText()) {
            case "journal" -> {
                journalId = line.get("id").asText();
                silentUpTo = line.get("silent").asLong();
                upTo = 0;
                mode = "";
                requests.clear();
            }
            case "note" -> note(line);
            case "upto" -> {
                upTo = line.get("seq").asLong();
                mode = line.get("mode").asText();
            }
            case "try" -> begin(channel, line.get("ids"));
            case "done" -> done(channel, line.get("ref").asText());
            case "drop" -> entries(channel).remove(line.get("id").asText());
            case "ref" -> add(
                    channel, line.get("subject").asText(), line.get("ref").asText());
            case "link" -> linked.add(trade);
            case "hold" -> holders.put(trade, line.get("operator").asText());
            case "mark" -> marks.put(
                    line.get("name").asText(), line.get("value").asText());
            default -> throw new NotifyException(
                    NotifyException.Code.OUTBOX, "the outbox holds a line of another version: " + line, null);
        }
    }

    private void note(final JsonNode line) {
        final Notice notice = Notice.fromJson(line.get("n"));
        line.get("to").forEach(each -> {
            final Entry entry = Entry.fromJson(each, notice);
            entries(entry.channel()).put(entry.id(), entry);
        });
        if (notice.isRequest()) {
            requests.put(notice.tradeId(), notice);
        }
        if (notice.isEnd()) {
            requests.remove(notice.tradeId());
            holders.remove(notice.tradeId());
            linked.remove(notice.tradeId());
            refs.forEach((channel, bySubject) -> {
                if (entries(channel).values().stream()
                        .noneMatch(entry -> entry.notice().key().equals(notice.key()))) {
                    bySubject.remove(notice.subject());
                }
            });
        }
    }

    private void begin(final String channel, final JsonNode ids) {
        final List<Entry> batch = new ArrayList<>();
        ids.forEach(id -> {
            final Entry entry = entries(channel).get(id.asText());
            if (entry != null) {
                batch.add(entry);
            }
        });
        if (!batch.isEmpty()) {
            begun.put(channel, new Batch(batch, false));
        }
    }

    private void done(final String channel, final String ref) {
        final Batch batch = begun.remove(channel);
        if (batch == null) {
            return;
        }
        batch.entries().forEach(entry -> entries(channel).remove(entry.id()));
        final Notice notice = batch.notice();
        if (notice.isEnd()) {
            refs.computeIfAbsent(channel, key -> new HashMap<>()).remove(notice.subject());
        } else if (!ref.isEmpty() && !notice.subject().isEmpty()) {
            add(channel, notice.subject(), ref);
        }
    }

    private void add(final String channel, final String subject, final String ref) {
        refs.computeIfAbsent(channel, key -> new HashMap<>())
                .computeIfAbsent(subject, key -> new ArrayList<>())
                .add(ref);
    }

    private Map<String, Entry> entries(final String channel) {
        return pending.computeIfAbsent(channel, key -> new LinkedHashMap<>());
    }

    Collection<Entry> pending(final String channel) {
        return entries(channel).values();
    }

    List<String> refs(final String channel, final String subject) {
        return subject.isEmpty()
                ? List.of()
                : refs.getOrDefault(channel, Map.of()).getOrDefault(subject, List.of());
    }

    /** Entries about a subject that has ended, which nobody needs: reminders, and what was not due yet. */
    List<Entry> outdated(final String subject, final long nowMs) {
        return about(subject)
                .filter(entry -> entry.isReminder() || entry.dueMs() > nowMs)
                .toList();
    }

    List<Entry> reminders(final String subject) {
        return about(subject).filter(Entry::isReminder).toList();
    }

    private Stream<Entry> about(final String subject) {
        return pending.values().stream()
                .flatMap(each -> each.values().stream())
                .filter(entry -> entry.notice().subject().equals(subject)
                        && begun.values().stream()
                                .noneMatch(batch -> batch.entries().contains(entry)));
    }

    /** Reminders of what has ended by itself meanwhile. */
    List<Entry> expiredReminders(final String channel, final long nowMs) {
        return pending(channel).stream()
                .filter(Entry::isReminder)
                .filter(entry -> expiresMs(entry.notice()) < nowMs)
                .toList();
    }

    private static long expiresMs(final Notice notice) {
        try {
            return TimeUnit.NANOSECONDS.toMillis(Times.parse(notice.text("expiresAt")));
        } catch (final MalformedException e) {
            return Long.MAX_VALUE;
        }
    }

    /** As few lines as say the same. */
    List<ObjectNode> lines() {
        final List<ObjectNode> lines = new ArrayList<>();
        lines.add(line("journal").put("id", journalId).put("silent", silentUpTo));
        final Map<String, Notice> notices = new LinkedHashMap<>();
        requests.values().forEach(notice -> notices.put(notice.key(), notice));
        final List<Entry> entries = pending.values().stream()
                .flatMap(each -> each.values().stream())
                .toList();
        entries.forEach(entry -> notices.putIfAbsent(entry.notice().key(), entry.notice()));
        refs.forEach((channel, bySubject) -> bySubject.forEach((subject, all) -> all.forEach(ref -> lines.add(
                line("ref").put("channel", channel).put("subject", subject).put("ref", ref)))));
        notices.values().stream()
                .sorted(Comparator.comparingLong(Notice::wallMs).thenComparingLong(Notice::sequence))
                .forEach(notice -> lines.add(note(
                                notice,
                                entries.stream()
                                        .filter(entry -> entry.notice().key().equals(notice.key()))
                                        .toList())
                        .put("kept", true)));
        linked.forEach(trade -> lines.add(line("link").put("trade", trade)));
        holders.forEach(
                (trade, operator) -> lines.add(line("hold").put("trade", trade).put("operator", operator)));
        marks.forEach((name, value) -> lines.add(mark(name, value)));
        begun.forEach((channel, batch) -> {
            final ObjectNode line = line("try").put("channel", channel);
            final ArrayNode ids = line.putArray("ids");
            batch.entries().forEach(entry -> ids.add(entry.id()));
            lines.add(line);
        });
        lines.add(line("upto").put("seq", upTo).put("mode", mode));
        return lines;
    }
}
