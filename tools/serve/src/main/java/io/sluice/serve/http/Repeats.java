package io.sluice.serve.http;

import io.sluice.codec.Code;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gives each request that changes something its one answer (SPEC A-5). Any thread. */
final class Repeats {
    /** As long as a command waits, and a little. */
    private static final long SAME_WAIT_MS = 7_000;

    private final Once once;

    Repeats(final Once once) {
        this.once = once;
    }

    /** The first answer to a request, whether it is the first or asked again. */
    Reply answer(final Exchange exchange, final Ask ask, final byte[] body) {
        final Once.Begun begun = once.begin(
                ask.caller().principal(), ask.correlationId(), Once.print(exchange.method(), exchange.path(), body));
        if (!begun.isFirst()) {
            return again(exchange, begun.entry());
        }
        try {
            final Reply reply = ask.route().handler().handle(ask);
            final Once.Answered answered = new Once.Answered(reply.status(), reply.json(), reply.seq());
            once.end(begun.entry(), answered, reply.isSecret());
            return reply;
        } catch (final HttpProblem e) {
            if (e.isFinal()) {
                final Reply reply = exchange.reply(e);
                once.end(begun.entry(), new Once.Answered(reply.status(), reply.json(), -1), false);
            } else {
                once.drop(begun.entry());
            }
            throw e;
        } catch (final RuntimeException | Error e) {
            // It may have been sent before this went wrong: it is not sent again under this key.
            once.end(begun.entry(), new Once.Answered(Statuses.UNKNOWN, null, -1), false);
            throw e;
        }
    }

    private static Reply again(final Exchange exchange, final Once.Entry entry) {
        Once.Answered answered;
        try {
            answered = entry.answer().get(SAME_WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (final TimeoutException e) {
            answered = new Once.Answered(Statuses.UNKNOWN, null, -1);
        } catch (final InterruptedException | ExecutionException e) {
            Thread.currentThread().interrupt();
            answered = new Once.Answered(Statuses.UNKNOWN, null, -1);
        }
        if (answered == null) {
            throw new HttpProblem(
                            Statuses.AWAY,
                            Statuses.word(Code.BACK_PRESSURED),
                            "the same request came to nothing: ask again")
                    .header("Retry-After", "1");
        }
        if (answered.body() == null || answered.body().isNull()) {
            throw Commands.unknown(exchange.correlationId, "it was sent before, and its answer was not heard");
        }
        final Reply reply =
                Reply.json(answered.body()).status(answered.status()).header("Idempotent-Replay", "true");
        return answered.seq() < 0 ? reply : reply.at(answered.seq(), 0);
    }
}
