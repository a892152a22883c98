package io.sluice.serve.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * What is still to be told, in a file, with how far the journal was read. Notices and that place are written together;
 * what a courier is about to send is written before it is sent, and that it was sent after. So nothing is lost, and a
 * process that is killed sends at most that one message of each channel again. Any thread.
 */
final class Outbox implements AutoCloseable {
    static final String FILE = "outbox.jsonl";

    private static final int LARGEST_GROUP = 10;
    private static final long GROUP_PAUSE_MS = 2_000;
    private static final long ROOM = 4 << 20;

    private final OutboxFile file;
    private final OutboxState state;
    private long sizeAfterReplace;

    private Outbox(final OutboxFile file, final OutboxState state) {
        this.file = file;
        this.state = state;
    }

    /**
     * Opens it, and drops what is not needed any more.
     *
     * @param released last record of the journal that is readable: with a new outbox nobody is told what was before,
     *                 except the requests that still wait.
     * @throws NotifyException OUTBOX if it cannot be read or written.
     */
    static Outbox open(final Path folder, final UUID journalId, final long released) {
        final OutboxFile file = new OutboxFile(folder.resolve(FILE));
        final List<String> lines = file.read();
        final OutboxState state = OutboxState.of(lines);
        if (!journalId.toString().equals(state.journalId)) {
            state.begin(journalId.toString(), lines.isEmpty() ? released : 0);
        }
        final Outbox outbox = new Outbox(file, state);
        outbox.replace();
        return outbox;
    }

    private void replace() {
        file.replace(state.lines());
        sizeAfterReplace = file.size();
    }

    /** Writes lines, then takes them: what cannot be written did not happen. */
    private void append(final boolean isForced, final List<ObjectNode> lines) {
        file.append(lines, isForced);
        lines.forEach(state::apply);
        if (file.size() > 2 * sizeAfterReplace + ROOM) {
            replace();
        }
        notifyAll();
    }

    /** Last record whose notices are here. */
    synchronized long held() {
        return state.upTo;
    }

    /** Last record of which nobody is told. */
    synchronized long silentUpTo() {
        return state.silentUpTo;
    }

    /** The system's mode after the last record; empty if it is not known. */
    synchronized String mode() {
        return state.mode;
    }

    /** Requests that wait for an answer. */
    synchronized List<Notice> requests() {
        return List.copyOf(state.requests.values());
    }

    /** A notice, and the ways that it goes. */
    record Addressed(Notice notice, List<Aim> aims) {}

    /**
     * Takes what was found in records.
     *
     * @param upTo last record that was looked at.
     */
    synchronized void commit(final List<Addressed> found, final long upTo, final String mode) {
        final List<ObjectNode> lines = new ArrayList<>();
        final long nowMs = System.currentTimeMillis();
        found.forEach(each -> lines.addAll(lines(each, nowMs)));
        lines.add(OutboxState.line("upto").put("seq", upTo).put("mode", mode));
        // A place alone may be lost with the power: what holds nothing to tell is read again.
        append(!found.isEmpty(), lines);
    }

    /** Takes what {@code serve} itself saw, with a mark of what was told by that. */
    synchronized void add(final List<Addressed> seen, final String name, final String value) {
        final List<ObjectNode> lines = new ArrayList<>();
        seen.forEach(each -> lines.addAll(lines(each, System.currentTimeMillis())));
        lines.add(OutboxState.mark(name, value));
        append(true, lines);
    }

    /** The marks whose name begins so. */
    synchronized List<String> marked(final String beginning) {
        return state.marks.keySet().stream()
                .filter(name -> name.startsWith(beginning))
                .toList();
    }

    /** What a mark was last set to; empty if never. */
    synchronized String mark(final String name) {
        return state.marks.getOrDefault(name, "");
    }

    private List<ObjectNode> lines(final Addressed each, final long nowMs) {
        final List<ObjectNode> lines = new ArrayList<>();
        final Notice notice = each.notice;
        if (notice.isEnd()) {
            lines.addAll(drops(state.outdated(notice.subject(), nowMs)));
        }
        // After a start of the engine the requests that are known already are announced again.
        final boolean isKnown = notice.event().equals("hitl.restored") && state.requests.containsKey(notice.tradeId());
        lines.add(OutboxState.note(
                notice,
                isKnown
                        ? List.of()
                        : each.aims.stream().map(aim -> Entry.of(notice, aim)).toList()));
        return lines;
    }

    private static List<ObjectNode> drops(final List<Entry> entries) {
        return entries.stream()
                .map(entry ->
                        OutboxState.line("drop").put("channel", entry.channel()).put("id", entry.id()))
                .toList();
    }

    /**
     * What a channel sends next; the same until {@link #done}. It is on record then that it may have been sent.
     *
     * @param nowMs wall clock.
     * @return null if nothing is due.
     */
    synchronized Batch next(final String channel, final long nowMs) {
        final Batch begun = state.begun.get(channel);
        if (begun != null) {
            return begun;
        }
        final List<Entry> expired = state.expiredReminders(channel, nowMs);
        if (!expired.isEmpty()) {
            append(false, drops(expired));
        }
        final Batch batch = choose(channel, nowMs);
        if (batch != null) {
            final ObjectNode line = OutboxState.line("try").put("channel", channel);
            final ArrayNode ids = line.putArray("ids");
            batch.entries().forEach(entry -> ids.add(entry.id()));
            append(false, List.of(line));
        }
        return batch;
    }

    private Batch choose(final String channel, final long nowMs) {
        final List<Entry> group = new ArrayList<>();
        for (final Entry entry : state.pending(channel)) {
            if (!entry.isDue(nowMs)) {
                continue;
            }
            // A program wants each event by itself, and what changes a message is no message.
            final boolean isAlone = entry.must()
                    || channel.equals(Channels.WEBHOOK)
                    || !state.refs(channel, entry.notice().subject()).isEmpty();
            if (isAlone && group.isEmpty()) {
                return new Batch(List.of(entry), false);
            }
            if (isAlone) {
                break;
            }
            final boolean isDue = nowMs - state.groupedMs.getOrDefault(channel, 0L) >= GROUP_PAUSE_MS;
            final boolean fits = group.isEmpty()
                    || group.get(0).notice().event().equals(entry.notice().event());
            if (isDue && fits && group.size() < LARGEST_GROUP) {
                group.add(entry);
            }
        }
        if (group.isEmpty()) {
            return null;
        }
        state.groupedMs.put(channel, nowMs);
        return new Batch(group, false);
    }

    /** It may have been sent, though no answer came. */
    synchronized void mayBeSent(final Batch batch) {
        state.begun.computeIfPresent(batch.first().channel(), (channel, begun) -> begun.again());
    }

    /**
     * It was sent, or given up.
     *
     * @param ref what the channel calls the message, to change it later; empty for none.
     */
    synchronized void done(final Batch batch, final String ref) {
        append(
                false,
                List.of(OutboxState.line("done")
                        .put("channel", batch.first().channel())
                        .put("ref", ref)));
    }

    /** Messages of a channel about a subject that can be changed. */
    synchronized List<String> refs(final String channel, final String subject) {
        return List.copyOf(state.refs(channel, subject));
    }

    /** The request of a trade as it was announced; null if it does not wait for an answer. */
    synchronized Notice request(final long tradeId) {
        return state.requests.get(tradeId);
    }

    /** Somebody looks after a request: nobody else is reminded of it. Returns whether that is new. */
    synchronized boolean hold(final long tradeId, final String operator, final List<Aim> aims) {
        final Notice request = state.requests.get(tradeId);
        if (request == null || state.holders.containsKey(tradeId)) {
            return false;
        }
        final Notice held = request.as(request.key() + ":held", "hitl.held");
        held.data().put("heldBy", operator);
        final List<ObjectNode> lines = new ArrayList<>(drops(state.reminders(request.subject())));
        lines.add(OutboxState.line("hold").put("trade", tradeId).put("operator", operator));
        lines.add(OutboxState.note(
                held, aims.stream().map(aim -> Entry.of(held, aim)).toList()));
        append(true, lines);
        return true;
    }

    /** Whether the request of a trade has its link. */
    synchronized boolean isLinked(final long tradeId) {
        return state.linked.contains(tradeId);
    }

    /** The request of a trade has its link now. */
    synchronized void linked(final long tradeId) {
        append(true, List.of(OutboxState.line("link").put("trade", tradeId)));
    }

    /** Entries of a channel that are not sent yet. */
    synchronized int waiting(final String channel) {
        return state.pending(channel).size();
    }

    /** Waits until something is taken, at most so long. */
    synchronized void await(final long limitMs) throws InterruptedException {
        TimeUnit.MILLISECONDS.timedWait(this, limitMs);
    }

    @Override
    public synchronized void close() {
        file.close();
    }
}
