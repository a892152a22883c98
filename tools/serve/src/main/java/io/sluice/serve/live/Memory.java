package io.sluice.serve.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.codec.EmergencyChangedDecoder;
import io.sluice.codec.GuardianChangedDecoder;
import io.sluice.codec.ModeChangedDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** What the image does not hold of the recent past: changes of mode, and how far a stop has come. Any thread. */
public final class Memory {
    /** Changes of mode that are remembered. */
    public static final int TRANSITIONS = 256;

    private final Deque<ObjectNode> transitions = new ArrayDeque<>();
    private ObjectNode emergency;
    private ObjectNode guardian;

    synchronized void take(final int templateId, final ObjectNode data) {
        switch (templateId) {
            case ModeChangedDecoder.TEMPLATE_ID -> {
                final ObjectNode made = transition(data);
                if (transitions.stream().noneMatch(each -> isSame(each, made))) {
                    transitions.addFirst(made);
                }
                if (transitions.size() > TRANSITIONS) {
                    transitions.removeLast();
                }
            }
            case EmergencyChangedDecoder.TEMPLATE_ID -> emergency = data.deepCopy();
            case GuardianChangedDecoder.TEMPLATE_ID -> guardian = data.deepCopy();
            default -> {
                // the image holds it
            }
        }
    }

    private static boolean isSame(final ObjectNode one, final ObjectNode other) {
        return Stream.of("seq", "from_mode", "to_mode")
                .allMatch(key -> one.path(key).asText().equals(other.path(key).asText()));
    }

    /**
     * Takes what is known from elsewhere of the time before: what was heard here stays.
     *
     * @param older     changes of mode, the newest first.
     * @param stop      the newest word of an emergency stop; null for none.
     * @param guardians the newest word of the guardian; null for none.
     */
    public synchronized void before(final List<ObjectNode> older, final ObjectNode stop, final ObjectNode guardians) {
        final long first = transitions.isEmpty()
                ? Long.MAX_VALUE
                : transitions.peekLast().path("seq").longValue();
        older.stream()
                .filter(each -> each.path("seq").longValue() < first)
                .limit(TRANSITIONS - transitions.size())
                .forEach(transitions::addLast);
        emergency = emergency == null ? stop : emergency;
        guardian = guardian == null ? guardians : guardian;
    }

    private static ObjectNode transition(final ObjectNode data) {
        final ObjectNode made = data.objectNode();
        for (final String key : List.of(
                "seq",
                "from_mode",
                "to_mode",
                "stage",
                "reason_code",
                "source",
                "trigger",
                "operator_id",
                "override_ttl_seconds",
                "detail")) {
            made.set(key, data.get(key));
        }
        made.set("timestamp", data.get("time"));
        return made;
    }

    /** The newest changes of mode that are known, the newest first. */
    public synchronized List<ObjectNode> transitions(final int limit) {
        final List<ObjectNode> newest = new ArrayList<>();
        for (final ObjectNode each : transitions) {
            if (newest.size() < limit) {
                newest.add(each.deepCopy());
            }
        }
        return newest;
    }

    /** The newest change of mode that is known; null for none. */
    public synchronized ObjectNode lastTransition() {
        return transitions.isEmpty() ? null : transitions.peekFirst().deepCopy();
    }

    /** What was said last of an emergency stop; null for nothing. */
    public synchronized ObjectNode lastEmergency() {
        return emergency == null ? null : emergency.deepCopy();
    }

    /** What was said last of the guardian; null for nothing. */
    public synchronized ObjectNode lastGuardian() {
        return guardian == null ? null : guardian.deepCopy();
    }
}
