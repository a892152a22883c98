package io.sluice.tools.command;

import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.ModelViewDecoder;
import io.sluice.control.view.View;
import io.sluice.json.JsonText;
import io.sluice.json.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The promoted models, each with what its consumers acknowledged: the machine gives a row for each of those. */
final class ModelRows {
    private ModelRows() {}

    /**
     * One model.
     *
     * @param acknowledgements version that each consumer acknowledged last.
     */
    record Row(long seq, long timeNs, String modelName, String version, Map<String, String> acknowledgements) {
        String json() {
            final StringBuilder out = new StringBuilder();
            final JsonText json = new JsonText(out).open('{').key("type").string("ModelView");
            json.key("seq").number(seq).key("time").string(Times.toString(timeNs));
            json.key("modelName").string(modelName).key("version").string(version);
            json.key("acknowledgements").open('{');
            acknowledgements.forEach(
                    (consumer, acknowledged) -> json.key(consumer).string(acknowledged));
            json.close('}').close('}');
            return out.toString();
        }

        Map<String, String> shown() {
            final Map<String, String> row = new LinkedHashMap<>();
            row.put("modelName", modelName);
            row.put("version", version);
            row.put(
                    "acknowledgements",
                    acknowledgements.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue()
                                    + (entry.getValue().equals(version) ? "" : " (behind)"))
                            .collect(Collectors.joining(" ")));
            return row;
        }
    }

    static List<Row> of(final StateViews views) {
        final Map<String, Row> models = new LinkedHashMap<>();
        final ModelViewDecoder in = new ModelViewDecoder();
        views.rows(View.MODELS, (buffer, offset, length) -> {
            in.wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
            final long seq = in.seq();
            final long timeNs = in.time();
            final String name = in.modelName();
            final String version = in.version();
            final Row row =
                    models.computeIfAbsent(name, each -> new Row(seq, timeNs, name, version, new LinkedHashMap<>()));
            final String consumer = in.consumer();
            if (!consumer.isEmpty()) {
                row.acknowledgements.put(consumer, in.consumerVersion());
            }
        });
        return new ArrayList<>(models.values());
    }
}
