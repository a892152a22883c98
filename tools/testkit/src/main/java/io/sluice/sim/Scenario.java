package io.sluice.sim;

import io.sluice.codec.RecordHeaderDecoder;
import io.sluice.config.CanonicalConfig;
import io.sluice.config.ConfigLoader;
import io.sluice.control.config.ControlConfig;
import io.sluice.json.JsonOutput;
import io.sluice.schema.Schema;
import io.sluice.sim.Rerun.Input;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;

/** A run as a file that {@code sluice play} runs, and the command that does. */
final class Scenario {
    private static final int HEADER_BLOCK = 4 + 8;

    private Scenario() {}

    /** A line of JSON for each input, with its time and origin. */
    static String lines(final List<Input> inputs) {
        final JsonOutput json = new JsonOutput();
        final RecordHeaderDecoder header = new RecordHeaderDecoder();
        final StringBuilder out = new StringBuilder();
        for (final Input input : inputs) {
            final UnsafeBuffer envelope = new UnsafeBuffer(input.envelope());
            header.wrap(envelope, HEADER_BLOCK, RecordHeaderDecoder.BLOCK_LENGTH, RecordHeaderDecoder.SCHEMA_VERSION);
            final String role = Schema.values("Role").spelling(header.role().value());
            final String principal = header.principal();
            final int at = Envelopes.inputOffset(envelope);
            final int from = out.length();
            json.message(out, envelope, at, input.envelope().length - at);
            out.insert(
                    from + 1,
                    "\"time\":" + input.timeNs() + ",\"origin\":\"" + role
                            + (principal.isEmpty() ? "" : ":" + principal) + "\",");
            out.append('\n');
        }
        return out.toString();
    }

    /** The command that plays a file as it ran here. */
    static String command(final String file, final ControlConfig config, final boolean normal) {
        return "sluice play " + (normal ? "--start normal " : "") + file
                + sets(config).stream()
                        .map(set -> " \\\n    --set '" + set + "'")
                        .collect(Collectors.joining());
    }

    /** What differs from the defaults, as {@code --set} takes it. */
    static List<String> sets(final ControlConfig config) {
        final ControlConfig defaults = ConfigLoader.load(
                        "defaults", "", Map.of(), List.of("sluice.hitl.allowed-operators=[nobody]"))
                .control();
        final Set<String> known = CanonicalConfig.text(defaults).lines().collect(Collectors.toSet());
        return CanonicalConfig.text(config)
                .lines()
                .filter(line -> !known.contains(line))
                .map(line -> line.replaceFirst(" = ", "="))
                .toList();
    }
}
