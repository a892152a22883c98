package io.sluice.client;

import io.sluice.codec.AnswerDecoder;
import io.sluice.codec.Bool;
import io.sluice.codec.CommandResultDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Answers that come over a door: outcomes first, then what became of the input (SPEC X-6). */
final class RemoteAnswers implements Answers {
    private final Map<UUID, CompletableFuture<CommandAnswer>> expected = new ConcurrentHashMap<>();
    /** Outcomes of records whose answer is yet to come; the client's thread only. */
    private final Map<UUID, List<Outcome>> gathered = new ConcurrentHashMap<>();

    @Override
    public CompletableFuture<CommandAnswer> expect(final UUID correlationId) {
        final CompletableFuture<CommandAnswer> answer = new CompletableFuture<>();
        expected.put(correlationId, answer);
        return answer;
    }

    @Override
    public void forget(final UUID correlationId) {
        expected.remove(correlationId);
    }

    boolean isExpected(final UUID correlationId) {
        return expected.containsKey(correlationId);
    }

    /** What is still waited for. */
    List<UUID> ids() {
        return List.copyOf(expected.keySet());
    }

    void outcome(final UUID id, final Outcome outcome) {
        if (expected.containsKey(id)) {
            gathered.computeIfAbsent(id, key -> new ArrayList<>()).add(outcome);
        }
    }

    void answer(final AnswerDecoder in) {
        final UUID id = new UUID(in.correlationId().msb(), in.correlationId().lsb());
        final List<Outcome> outcomes = gathered.remove(id);
        final CompletableFuture<CommandAnswer> answer = expected.remove(id);
        if (answer != null) {
            answer.complete(new CommandAnswer(
                    id,
                    in.sequence(),
                    in.timeNs(),
                    in.accepted() == Bool.TRUE,
                    in.code(),
                    outcomes == null ? null : field(outcomes),
                    outcomes == null ? List.of() : outcomes));
        }
    }

    private static String field(final List<Outcome> outcomes) {
        final CommandResultDecoder result = new CommandResultDecoder();
        for (final Outcome outcome : outcomes) {
            if (outcome.templateId() == CommandResultDecoder.TEMPLATE_ID) {
                result.wrapAndApplyHeader(outcome.message(), 0, new MessageHeaderDecoder());
                return CommandAnswer.fieldOf(result);
            }
        }
        return null;
    }

    /** The connection was lost: what was told of a record in part is told again. */
    void lost() {
        gathered.clear();
    }

    void failAll(final String why) {
        for (final UUID id : ids()) {
            final CompletableFuture<CommandAnswer> answer = expected.remove(id);
            if (answer != null) {
                answer.completeExceptionally(new EngineException(EngineException.Code.OUTCOME_UNKNOWN, why));
            }
        }
        gathered.clear();
    }
}
