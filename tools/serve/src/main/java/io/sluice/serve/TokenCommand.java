package io.sluice.serve;

import io.sluice.config.LoadedConfig;
import io.sluice.serve.http.HttpRefusedException;
import io.sluice.serve.http.TokenDesk;
import io.sluice.serve.http.TokenRole;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice token}: who may ask the HTTP API, and as what (SPEC A-3). */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        header = "Makes, lists and revokes the tokens of the HTTP API.",
        description = {
            "A token is shown once, when it is made; its SHA-256 is kept. serve takes a new one at once, and ends what "
                    + "a revoked one began within a second."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice token create --name alice-laptop --role operator --operator alice --expires 30d",
            "  sluice token create --name bot --role strategy --strategy 7",
            "  sluice token revoke alice-laptop",
            "",
            "Exit codes: 0 done, 2 bad usage or configuration."
        })
final class TokenCommand {
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})(s|m|h|d)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Console console;

    TokenCommand(final Console console) {
        this.console = console;
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Makes a token and prints it, once.")
    int create(
            @Option(names = "--name", required = true, paramLabel = "NAME", description = "Its name, for people.")
                    final String name,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "ROLE",
                            description = "viewer (looks), operator (commands), tightener (looks, rejects, stops, "
                                    + "locks), strategy (intents) or monitor (events, metrics).")
                    final String role,
            @Option(
                            names = "--operator",
                            paramLabel = "NAME",
                            description = "In whose name: of an operator or tightener.")
                    final String operator,
            @Option(names = "--strategy", paramLabel = "N", description = "Whose intents: of a strategy.")
                    final Integer strategy,
            @Option(
                            names = "--expires",
                            paramLabel = "TIME",
                            description = "Until when from now on: 30d, 12h, 30m. Without it until it is revoked.")
                    final String expires,
            @Mixin final Place place) {
        if (!NAME.matcher(name).matches()) {
            throw CommandException.usage("--name: 1 to 64 letters, digits, dots, hyphens and underscores");
        }
        final TokenRole wanted = role(role);
        final LoadedConfig config = place.config(console);
        check(wanted, operator, strategy, config);
        final long lifeMs = expires == null ? 0 : life(expires);
        final int strategyId = strategy == null ? -1 : strategy;
        final String token = told(() -> desk(place).create(name, wanted, operator, strategyId, lifeMs));
        console.out().println(token);
        console.err()
                .println("sluice token: this is shown once. "
                        + (lifeMs == 0
                                ? "It is good until sluice token revoke " + name + "."
                                : "It is good for " + expires + "."));
        return Exit.GOOD;
    }

    private static TokenRole role(final String given) {
        try {
            return TokenRole.valueOf(given.toUpperCase(Locale.ROOT));
        } catch (final IllegalArgumentException e) {
            throw CommandException.usage("--role: one of viewer, operator, tightener, strategy, monitor");
        }
    }

    private static void check(
            final TokenRole role, final String operator, final Integer strategy, final LoadedConfig config) {
        final List<String> operators = config.control().hitl().allowedOperators();
        final boolean needsOperator = role == TokenRole.OPERATOR || role == TokenRole.TIGHTENER;
        if (needsOperator != (operator != null)) {
            throw CommandException.usage(
                    needsOperator
                            ? "--operator is needed: in whose name the token commands"
                            : "--operator is of the roles operator and tightener alone");
        }
        if (operator != null && !operators.contains(operator)) {
            throw CommandException.usage("--operator: " + operator
                    + " is none of sluice.hitl.allowed-operators, which are " + String.join(", ", operators));
        }
        if (role == TokenRole.STRATEGY != (strategy != null)) {
            throw CommandException.usage("--strategy is needed with the role strategy, and with no other");
        }
        if (strategy != null && strategy < 0) {
            throw CommandException.usage("--strategy: no strategy has a number below 0");
        }
    }

    private static long life(final String given) {
        final Matcher matcher = DURATION.matcher(given);
        if (!matcher.matches()) {
            throw CommandException.usage("--expires: a number and s, m, h or d, as 30d");
        }
        final TimeUnit unit =
                switch (matcher.group(2)) {
                    case "s" -> TimeUnit.SECONDS;
                    case "m" -> TimeUnit.MINUTES;
                    case "h" -> TimeUnit.HOURS;
                    default -> TimeUnit.DAYS;
                };
        return unit.toMillis(Long.parseLong(matcher.group(1)));
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the tokens, without what they are.")
    int list(
            @Option(names = "--json", description = "Prints them as JSON.") final boolean json,
            @Mixin final Place place) {
        if (json) {
            console.out().println(told(() -> desk(place).json()));
            return Exit.GOOD;
        }
        final List<Map<String, String>> rows = told(() -> desk(place).rows());
        console.out()
                .raw(
                        rows.isEmpty()
                                ? "There are no tokens: sluice token create makes one.\n"
                                : Table.of(rows, console.paint(), console.columns()));
        return Exit.GOOD;
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends a token, its sessions and its sockets.")
    int revoke(
            @Parameters(paramLabel = "NAME", description = "The token.") final String name, @Mixin final Place place) {
        if (!told(() -> desk(place).revoke(name))) {
            throw CommandException.usage("no token is called " + name + ": sluice token list shows them");
        }
        console.out().println("revoked " + name);
        return Exit.GOOD;
    }

    private static <T> T told(final Supplier<T> work) {
        try {
            return work.get();
        } catch (final HttpRefusedException e) {
            throw CommandException.usage(e.getMessage());
        }
    }

    private TokenDesk desk(final Place place) {
        return new TokenDesk(place.folder(console));
    }
}
