package io.sluice.tools.door;

import io.sluice.client.Answers;
import io.sluice.client.ClientOptions;
import io.sluice.client.CommandAnswer;
import io.sluice.client.Door;
import io.sluice.client.EngineException;
import io.sluice.client.Offer;
import io.sluice.client.SluiceClient;
import io.sluice.codec.Role;
import io.sluice.control.gate.Senders;
import io.sluice.json.JsonInput;
import io.sluice.json.MalformedException;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
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

/** {@code sluice send}: any input that its role may send, as JSON. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        header = "Sends inputs as JSON, one a line, and prints what became of each.",
        description = {
            "The form is that of a play file without time and origin (journal/MESSAGES.md). The role is the first that "
                    + "may send the input, or the operator where one is named."
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice send '{\"type\":\"Quote\",\"symbol\":\"BTCUSD\",\"bid\":\"99\",\"ask\":\"101\"}'",
            "  sluice send - < inputs.jsonl",
            "",
            "Exit codes: 0 all accepted, 1 one was refused, 2 bad usage, 4 no engine, 6 one waits, 7 unknown."
        })
final class SendCommand implements Callable<Integer> {
    private final Console console;
    private final Map<Role, SluiceClient> clients = new EnumMap<>(Role.class);

    @Parameters(paramLabel = "JSON", description = "One input, or - for lines of standard input.")
    private String input;

    private JsonInput json;

    @Option(names = "--role", paramLabel = "ROLE", description = "Sends as this role.")
    private String role;

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "cli", description = "Name of the sender (cli).")
    private String name;

    @Mixin
    private DoorOptions options;

    /** @param console to speak to. */
    SendCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        json = new JsonInput(JsonInput.Source.API, Senders::defaultRole);
        try {
            if (!input.equals("-")) {
                return send(input);
            }
            int worst = Exit.GOOD;
            final BufferedReader lines =
                    new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                worst = line.isBlank() ? worst : Math.max(worst, send(line));
            }
            return worst;
        } catch (final IOException e) {
            throw CommandException.usage("standard input cannot be read: " + e.getMessage());
        } finally {
            clients.values().forEach(SluiceClient::close);
        }
    }

    private int send(final String line) {
        try {
            json.parse(line);
        } catch (final MalformedException e) {
            throw CommandException.usage(e.getMessage());
        }
        final Role sender = sender();
        final SluiceClient client = clients.computeIfAbsent(sender, this::connect);
        final UUID id = json.correlationMsb() == 0 && json.correlationLsb() == 0
                ? UUID.randomUUID()
                : new UUID(json.correlationMsb(), json.correlationLsb());
        final Answers answers = client.answers();
        final CompletableFuture<CommandAnswer> answer = answers.expect(id);
        final Door door = client.door(sender, principal(sender, client));
        final Offer offer =
                door.offer(json.buffer(), 0, json.length(), id.getMostSignificantBits(), id.getLeastSignificantBits());
        if (offer != Offer.OFFERED) {
            throw new CommandException(
                    offer == Offer.ENGINE_LOST || offer == Offer.ENGINE_STOPPED ? Exit.NO_ENGINE : Exit.BAD,
                    "not taken: " + offer);
        }
        return Told.tell(console, await(answer, id), options.json());
    }

    private Role sender() {
        if (role == null) {
            return json.role();
        }
        try {
            return Role.valueOf(role.toUpperCase(Locale.ROOT));
        } catch (final IllegalArgumentException e) {
            throw CommandException.usage("--role: there is no role " + role);
        }
    }

    private String principal(final Role sender, final SluiceClient client) {
        return switch (sender) {
            case STRATEGY -> json.principal();
            case OPERATOR -> client.principal();
            case BROKER, MARKET, RISK, MONITOR, ENGINE, NULL_VAL -> name;
        };
    }

    private SluiceClient connect(final Role sender) {
        final ClientOptions attach = options.client(console, "send");
        return SluiceClient.connect(
                switch (sender) {
                    case STRATEGY -> attach.strategy(Integer.parseInt(json.principal()));
                    case OPERATOR -> attach.operator(
                            options.operator() == null ? json.principal() : options.operator());
                    case BROKER, MARKET, RISK, MONITOR -> attach.roles(sender);
                    case ENGINE, NULL_VAL -> throw CommandException.usage("an engine alone sends this");
                });
    }

    private CommandAnswer await(final CompletableFuture<CommandAnswer> answer, final UUID id) {
        try {
            return answer.get(options.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(id);
        } catch (final ExecutionException | TimeoutException e) {
            throw unknown(id);
        }
    }

    private static EngineException unknown(final UUID id) {
        return new EngineException(
                EngineException.Code.OUTCOME_UNKNOWN,
                "no answer came in time; look for correlation id " + id + " in sluice tail before it is sent again");
    }
}
