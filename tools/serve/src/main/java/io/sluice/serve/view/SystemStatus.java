package io.sluice.serve.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * What a person looks at first (SPEC A-8). It is the first of these that holds:
 *
 * <pre>
 *   EMERGENCY         an emergency stop stands
 *   CIRCUIT_BREAKER   a required component is tripped, or unknown after it was heard: no override changes that
 *   the mode          NORMAL, RECOVERING, DEGRADED, SAFE_MODE, SAFE_MODE_DISCONNECTED, HALT
 * </pre>
 */
final class SystemStatus {
    private SystemStatus() {}

    /**
     * @param status     row of the view; null if there is none.
     * @param components rows of theirs.
     * @return null if there is no status.
     */
    static ObjectNode of(final ObjectNode status, final List<ObjectNode> components) {
        if (status == null) {
            return null;
        }
        final ObjectNode out = status.objectNode();
        final ObjectNode broken = broken(status.path("causes"), components);
        if (status.path("emergency_mode").booleanValue()) {
            final JsonNode words = status.path("emergency_reason");
            head(out, "EMERGENCY", words.isTextual() ? words : status.get("emergency_reason_code"));
            out.set("since", status.get("emergency_activated_at"));
        } else if (broken != null) {
            head(out, "CIRCUIT_BREAKER", broken.get("last_reason"));
            out.set("since", broken.get(broken.hasNonNull("unstable_since") ? "unstable_since" : "last_seen_at"));
        } else {
            head(out, status.path("mode").textValue().toUpperCase(Locale.ROOT), status.get("last_transition"));
            out.set("since", status.get("mode_since"));
        }
        out.set("component", broken == null ? null : broken.get("source"));
        out.setAll(status);
        out.set("is_override", status.get("override"));
        return out;
    }

    private static void head(final ObjectNode out, final String word, final JsonNode reason) {
        out.put("system_status", word);
        out.set("reason", reason);
    }

    /**
     * A required component that is tripped, or silent after it was heard; null if there is none. At a start all are
     * unknown until they are heard again: only silence that raised its cause counts.
     */
    private static ObjectNode broken(final JsonNode causes, final List<ObjectNode> components) {
        return components.stream()
                .filter(each -> each.path("required").booleanValue())
                .filter(each -> {
                    final String level = each.path("level").textValue();
                    return "tripped".equals(level) || "unknown".equals(level) && has(causes, each.get("last_reason"));
                })
                .findFirst()
                .orElse(null);
    }

    private static boolean has(final JsonNode causes, final JsonNode reason) {
        for (final JsonNode cause : causes) {
            if (cause.equals(reason)) {
                return true;
            }
        }
        return false;
    }
}
