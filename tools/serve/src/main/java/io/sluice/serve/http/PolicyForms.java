package io.sluice.serve.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.CanonicalConfig;
import io.sluice.config.LoadedConfig;
import io.sluice.serve.view.Snapshot;
import io.sluice.serve.view.ViewName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The policy as the API shows it: the approval settings, and every setting with where it comes from (SPEC P-1). */
public final class PolicyForms {
    private static final int SECONDS = 60;
    private static final List<String> NO_SETTINGS = List.of("seq", "time", "version");

    private final ObjectNode decision = JsonNodeFactory.instance.objectNode();

    /** @param config whose decision keys are shown. */
    public PolicyForms(final LoadedConfig config) {
        final Set<String> deciding = CanonicalConfig.text(config.control())
                .lines()
                .map(line -> line.substring(0, line.indexOf(" = ")))
                .collect(Collectors.toSet());
        config.effective().entries().stream()
                .filter(each -> deciding.contains(each.key()))
                .forEach(each -> decision.putObject(each.key())
                        .put("value", each.value())
                        .put("source", each.from()));
    }

    /** The approval settings: minutes are rounded up. */
    ObjectNode approvalConfig(final Snapshot now) {
        final ObjectNode policy = now.row(ViewName.POLICY);
        final int seconds = policy.path("approval_timeout_seconds").intValue();
        final ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.set("auto_approve_paper", policy.get("auto_approve_paper"));
        row.set("require_approval_for_live", policy.get("require_approval_for_live"));
        row.put("approval_timeout_minutes", (seconds + SECONDS - 1) / SECONDS);
        row.put("approval_timeout_seconds", seconds);
        row.set("version", policy.get("version"));
        return row;
    }

    /** Every field of the policy, and every decision key of the configuration. */
    ObjectNode tradingConfig(final Snapshot now) {
        final ObjectNode policy = now.row(ViewName.POLICY);
        final ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.set("version", policy.get("version"));
        final ObjectNode fields = row.putObject("policy");
        for (final var each : policy.properties()) {
            if (!NO_SETTINGS.contains(each.getKey())) {
                put(fields, each.getKey(), each.getValue());
            }
        }
        row.set("decision", decision.deepCopy());
        return row;
    }

    private static void put(final ObjectNode fields, final String name, final JsonNode value) {
        fields.putObject(name).put("source", "policy record").set("value", value);
    }
}
