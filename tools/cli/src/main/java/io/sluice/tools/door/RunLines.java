package io.sluice.tools.door;

import io.sluice.json.HumanLine;
import io.sluice.json.JsonRecord;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.Schema;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines of a daemon: the outcomes that a person who runs it wants to see, as they are released. */
final class RunLines {
    private static final Set<Integer> TOLD = Stream.of(
                    "ModeChanged",
                    "RecoveryProgress",
                    "RecoverySummary",
                    "EmergencyChanged",
                    "ClientSeen",
                    "GuardianChanged",
                    "StrategyChanged",
                    "DrawdownBreach",
                    "CommandRequested",
                    "SecurityAlert")
            .map(name -> Schema.message(name).id())
            .collect(Collectors.toSet());

    private final StringBuilder line = new StringBuilder();
    private final HumanLine human = new HumanLine();
    private final JsonRecord json = new JsonRecord();
    private final boolean isJson;
    private final Consumer<String> out;

    RunLines(final boolean isJson, final Consumer<String> out) {
        this.isJson = isJson;
        this.out = out;
    }

    void onRecord(final RecordDecoder record) {
        record.rewind();
        while (record.nextOutcome()) {
            if (TOLD.contains(record.templateId())) {
                line.setLength(0);
                if (isJson) {
                    json.wrap(record).outcome(line, true);
                    line.setLength(line.length() - 1);
                } else {
                    human.append(line, record);
                }
                out.accept(line.toString());
            }
        }
    }
}
