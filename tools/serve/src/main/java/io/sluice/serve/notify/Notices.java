package io.sluice.serve.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.codec.Bool;
import io.sluice.codec.CommandResultDecoder;
import io.sluice.codec.ConfirmCommandDecoder;
import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Severity;
import io.sluice.codec.WithdrawCommandDecoder;
import io.sluice.json.JsonRecord;
import io.sluice.json.Sentences;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.MessageReader;
import io.sluice.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds in a record what a person may have to know. One thread. */
final class Notices {
    /** A command that waited for a second operator waits no more; no rule tells it. */
    static final String COMMAND_ENDED = "command.ended";

    static final String REQUIRED_GONE = "client.required_gone";
    static final String START_HALT = "engine.start_halt";

    private static final Set<Integer> TYPES = Stream.of(
                    "ApprovalCreated",
                    "ApprovalDecided",
                    "ApprovalExpired",
                    "ApprovalRestored",
                    "CommandRequested",
                    "GuardianChanged",
                    "DrawdownBreach",
                    "EmergencyChanged",
                    "BookDiffers",
                    "ModeChanged",
                    "ComponentChanged",
                    "StrategyChanged",
                    "ClientSeen",
                    "SecurityAlert",
                    "LockoutChanged",
                    "RecoverySummary")
            .map(name -> Schema.message(name).id())
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<Integer> ENDS =
            Set.of(ConfirmCommandDecoder.TEMPLATE_ID, WithdrawCommandDecoder.TEMPLATE_ID);

    private final String journalId;
    private final Set<String> requiredRoles;
    private final MessageReader reader = new MessageReader();
    private final JsonRecord json = new JsonRecord();
    private final StringBuilder line = new StringBuilder();
    private final CommandResultDecoder result = new CommandResultDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private String mode;

    /**
     * @param requiredRoles of clients without which trading is restricted: {@code broker}.
     * @param mode          the system's, before the first record; empty if it is not known.
     */
    Notices(final UUID journalId, final Set<String> requiredRoles, final String mode) {
        this.journalId = journalId.toString();
        this.requiredRoles = Set.copyOf(requiredRoles);
        this.mode = mode;
    }

    /** The system's mode after the last record. */
    String mode() {
        return mode;
    }

    /** Everything in a record, in its order. */
    List<Notice> of(final RecordDecoder record) {
        final List<Notice> found = new ArrayList<>();
        record.input();
        final boolean isStart = record.templateId() == EngineStartedDecoder.TEMPLATE_ID;
        final long ended = endedRequest(record);
        for (int index = 1; record.nextOutcome(); index++) {
            if (TYPES.contains(record.templateId())) {
                add(record, index, isStart, found);
            }
        }
        if (ended != 0 && isTaken(record)) {
            found.add(notice(
                    record, 0, COMMAND_ENDED, Severity.INFO, Json.object().put("requestId", ended)));
        }
        return found;
    }

    /** The request that an operator confirms or withdraws; 0 if the input is neither. */
    private long endedRequest(final RecordDecoder record) {
        if (!ENDS.contains(record.templateId())) {
            return 0;
        }
        reader.wrap(record.buffer(), record.messageOffset(), record.messageLength());
        return reader.number(reader.spec().field("requestId").orElseThrow());
    }

    /** Whether the record ends with a command that was carried out. */
    private boolean isTaken(final RecordDecoder record) {
        boolean is = false;
        record.input();
        while (record.nextOutcome()) {
            if (record.templateId() == CommandResultDecoder.TEMPLATE_ID) {
                result.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                is = result.accepted() == Bool.TRUE;
            }
        }
        return is;
    }

    private void add(final RecordDecoder record, final int index, final boolean isStart, final List<Notice> found) {
        reader.wrap(record.buffer(), record.messageOffset(), record.messageLength());
        final String event = Sentences.event(reader);
        final ObjectNode data = data(record);
        switch (reader.spec().name()) {
            case "ClientSeen" -> {
                if (isRequiredGone(data)) {
                    found.add(notice(record, index, REQUIRED_GONE, Severity.WARNING, data));
                }
            }
            case "RecoverySummary" -> {
                if (isStart && mode.equals("halt")) {
                    data.put(
                            "message",
                            "The engine has started in halt. "
                                    + data.path("message").asText());
                    found.add(notice(record, index, START_HALT, Severity.CRITICAL, data));
                }
            }
            case "ModeChanged" -> {
                mode = data.path("toMode").asText();
                found.add(notice(record, index, event, Sentences.severity(reader), data));
            }
            default -> found.add(notice(record, index, event, Sentences.severity(reader), data));
        }
    }

    /** An engine that stops sends every client away: that is told by itself. */
    private boolean isRequiredGone(final ObjectNode data) {
        final boolean isGone = data.path("phase").asText().equals("DETACHED")
                && !data.path("code").asText().equals("STOPPING");
        final String roles = data.path("roles").toString().toLowerCase(Locale.ROOT);
        return isGone && requiredRoles.stream().anyMatch(roles::contains);
    }

    private Notice notice(
            final RecordDecoder record,
            final int index,
            final String event,
            final Severity severity,
            final ObjectNode data) {
        final long sequence = record.header().sequence();
        data.put("event", event);
        data.put("severity", Notice.severity(severity));
        return new Notice(
                journalId + ':' + sequence + ':' + index,
                sequence,
                event,
                severity,
                TimeUnit.NANOSECONDS.toMillis(record.header().wallTimeNs()),
                data);
    }

    private ObjectNode data(final RecordDecoder record) {
        line.setLength(0);
        json.wrap(record).outcome(line, false);
        try {
            return (ObjectNode) Json.MAPPER.readTree(line.toString());
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("an outcome is no JSON: " + line, e);
        }
    }
}
