package io.sluice.serve.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/**
 * Which engine is served: people see it, and do not act on the wrong one.
 *
 * @param journalKind live, demo or play.
 * @param directory   of its data.
 * @param host        that this runs on.
 */
public record Instance(String journalKind, UUID journalId, String directory, String host) {
    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("journal_kind", journalKind)
                .put("journal_id", journalId.toString())
                .put("directory", directory)
                .put("host", host);
    }
}
