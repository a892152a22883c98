package io.sluice.engine.follow;

import io.sluice.client.CommandAnswer;
import io.sluice.client.Outcome;
import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.CommandResultDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.record.RecordDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes the answer to an input of its record: the CommandResult, where there is one, is the last outcome (SPEC O-0).
 */
final class AnswerReader {
    private AnswerReader() {}

    static CommandAnswer read(final UUID correlationId, final RecordDecoder record) {
        final CommandResultDecoder result = new CommandResultDecoder();
        final List<Outcome> outcomes = new ArrayList<>();
        boolean isAccepted = true;
        Code code = Code.OK;
        String field = null;
        record.rewind();
        while (record.nextOutcome()) {
            outcomes.add(Outcome.copy(record.buffer(), record.messageOffset(), record.messageLength()));
            if (record.templateId() == CommandResultDecoder.TEMPLATE_ID) {
                result.wrapAndApplyHeader(record.buffer(), record.messageOffset(), new MessageHeaderDecoder());
                isAccepted = result.accepted() == Bool.TRUE;
                code = result.code();
                field = CommandAnswer.fieldOf(result);
            }
        }
        return new CommandAnswer(
                correlationId, record.header().sequence(), record.header().timeNs(), isAccepted, code, field, outcomes);
    }
}
