package io.sluice.tools.door;

import io.sluice.client.CommandAnswer;
import io.sluice.client.Outcome;
import io.sluice.codec.Code;
import io.sluice.json.JsonOutput;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import java.util.StringJoiner;

/** Prints what became of a command, and says with which code to end. */
final class Told {
    private Told() {}

    static int tell(final Console console, final CommandAnswer answer, final boolean json) {
        console.out().println(json ? json(answer) : sentence(answer));
        console.out().flush();
        return exitCode(answer);
    }

    private static String sentence(final CommandAnswer answer) {
        if (answer.sequence() == 0) {
            return answer.accepted()
                    ? "done: it had no effect, and is not recorded"
                    : "not taken: " + answer.codeText();
        }
        return answer.sentence();
    }

    private static int exitCode(final CommandAnswer answer) {
        if (answer.isWaiting()) {
            return Exit.WAITS;
        }
        if (answer.code() == Code.ENGINE_LOST || answer.code() == Code.ENGINE_STOPPED) {
            return Exit.NO_ENGINE;
        }
        return answer.accepted() ? Exit.GOOD : answer.code() == Code.MALFORMED ? Exit.USAGE : Exit.BAD;
    }

    private static String json(final CommandAnswer answer) {
        final JsonOutput json = new JsonOutput();
        final StringJoiner outcomes = new StringJoiner(",", "[", "]");
        for (final Outcome outcome : answer.outcomes()) {
            final StringBuilder one = new StringBuilder();
            json.message(one, outcome.message(), 0, outcome.message().capacity());
            outcomes.add(one);
        }
        return "{\"correlationId\":\"" + answer.correlationId() + "\",\"seq\":" + answer.sequence()
                + ",\"accepted\":" + answer.accepted() + ",\"code\":\"" + answer.codeText() + "\",\"outcomes\":"
                + outcomes + "}";
    }
}
