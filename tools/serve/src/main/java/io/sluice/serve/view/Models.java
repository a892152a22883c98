package io.sluice.serve.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models: the image has a row for each model and consumer, the API one for each model. */
final class Models {
    private Models() {}

    /** A row a model, with the version that each consumer acknowledged and the consumers that are behind. */
    static List<ObjectNode> grouped(final List<ObjectNode> rows) {
        final Map<String, ObjectNode> models = new LinkedHashMap<>();
        for (final ObjectNode row : rows) {
            final ObjectNode model =
                    models.computeIfAbsent(row.path("model_name").textValue(), name -> {
                        final ObjectNode made = row.objectNode();
                        for (final String key : List.of("seq", "time", "model_name", "version")) {
                            made.set(key, row.get(key));
                        }
                        made.putObject("acknowledgements");
                        made.putArray("behind");
                        return made;
                    });
            if (row.hasNonNull("consumer")) {
                final String consumer = row.get("consumer").textValue();
                ((ObjectNode) model.get("acknowledgements")).set(consumer, row.get("consumer_version"));
                if (!row.path("acknowledged").booleanValue()) {
                    ((ArrayNode) model.get("behind")).add(consumer);
                }
            }
        }
        return new ArrayList<>(models.values());
    }
}
