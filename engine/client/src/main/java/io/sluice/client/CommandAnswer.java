package io.sluice.client;

import io.sluice.codec.Code;
import io.sluice.codec.CommandResultDecoder;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.Schema;
import java.util.List;
import java.util.UUID;

/**
 * What became of an input: the outcomes of its record, the CommandResult last where there is one (SPEC O-0).
 *
 * @param correlationId that the input was sent with.
 * @param sequence      of its record; 0 if it was not recorded and had no effect.
 * @param timeNs        engine time of the record, nanoseconds since the epoch.
 * @param accepted      whether it was carried out. A command that waits for a second operator is not yet:
 *                      {@code REQUESTED}.
 * @param code          why; OK where nothing speaks against it.
 * @param field         which field is malformed (SPEC W-0); null if none is.
 * @param outcomes      of the record, in their order.
 */
public record CommandAnswer(
        UUID correlationId,
        long sequence,
        long timeNs,
        boolean accepted,
        Code code,
        String field,
        List<Outcome> outcomes) {
    /** Takes a copy of the list. */
    public CommandAnswer {
        outcomes = List.copyOf(outcomes);
    }

    /** Name of the field that is malformed (W-0); null if none is. */
    public static String fieldOf(final CommandResultDecoder result) {
        return Schema.message(result.command().value()).fields().stream()
                .filter(field -> field.id() == result.field())
                .map(FieldSpec::name)
                .findFirst()
                .orElse(null);
    }

    /** Whether a second operator has to confirm it; the request's id is in the outcome {@code CommandRequested}. */
    public boolean isWaiting() {
        return code == Code.REQUESTED;
    }

    /** In words: what the last outcome says, or the code. */
    public String sentence() {
        return outcomes.isEmpty()
                ? codeText() + (field == null ? "" : ": " + field + " is missing or cannot be as it is")
                : outcomes.get(outcomes.size() - 1).sentence();
    }

    /** The code as it is written everywhere: {@code SEC-050}. */
    public String codeText() {
        return Schema.values("Code").spelling(code.value());
    }

    @Override
    public String toString() {
        return (accepted ? "accepted" : "refused") + " (" + codeText() + ") in record " + sequence + ": " + sentence();
    }
}
