package io.sluice.serve;

import io.sluice.client.ClientOptions;
import io.sluice.client.CommandAnswer;
import io.sluice.client.EngineException;
import io.sluice.client.Offer;
import io.sluice.client.SluiceClient;
import io.sluice.codec.Channel;
import io.sluice.codec.Role;
import io.sluice.json.JsonInput;
import io.sluice.serve.desk.DeepLinks;
import io.sluice.serve.http.Origins;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice link}: makes a link to one request (SPEC H-13). */
@Command(
        name = "link",
        mixinStandardHelpOptions = true,
        header = "Makes a link to the page of a pending request, to be used once.",
        description = {
            "Whoever opens it sees that request alone, and may decide nothing. It runs out with the request; a new "
                    + "link voids the one before. sluice serve shows the page."
        },
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice link 1048576", "", "Exit codes: 0 done, 1 refused, 2 bad usage, 4 no engine, 7 unknown."})
final class LinkCommand implements Callable<Integer> {
    private static final long PATIENCE_S = 5;

    private final Console console;

    @Parameters(paramLabel = "TRADE", description = "Id of the request's trade.")
    private long tradeId;

    @Option(
            names = "--as",
            paramLabel = "OPERATOR",
            description = "Who makes it. Without it your own user name, or the only operator there is.")
    private String operator;

    @Mixin
    private Place place;

    LinkCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final String token = DeepLinks.token();
        try (SluiceClient client = SluiceClient.connect(ClientOptions.at(place.socket(console))
                .name("sluice link")
                .channel(Channel.CLI)
                .operator(operator))) {
            if (client.principal().isEmpty()) {
                throw CommandException.usage("name the operator with --as: your own user name is none of them");
            }
            final CommandAnswer answer = send(client, DeepLinks.issue(tradeId, token, client.principal()));
            if (!answer.accepted()) {
                throw new CommandException(Exit.BAD, answer.sentence());
            }
        }
        console.out().println(Origins.origin(place.config(console).serve().http()) + DeepLinks.path(tradeId, token));
        console.out().flush();
        return Exit.GOOD;
    }

    private static CommandAnswer send(final SluiceClient client, final JsonInput input) {
        final UUID id = UUID.randomUUID();
        final CompletableFuture<CommandAnswer> answer = client.answers().expect(id);
        final Offer offer = client.door(Role.OPERATOR, client.principal())
                .offer(input.buffer(), 0, input.length(), id.getMostSignificantBits(), id.getLeastSignificantBits());
        if (offer != Offer.OFFERED) {
            throw new CommandException(Exit.NO_ENGINE, "the engine took nothing: " + offer);
        }
        try {
            return answer.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (final TimeoutException e) {
            throw new CommandException(Exit.UNKNOWN, "no answer within " + PATIENCE_S + " s");
        } catch (final ExecutionException e) {
            throw new EngineException(
                    EngineException.Code.OUTCOME_UNKNOWN, e.getCause().getMessage());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(Exit.UNKNOWN, "interrupted");
        }
    }
}
