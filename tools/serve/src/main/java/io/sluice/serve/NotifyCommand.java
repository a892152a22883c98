package io.sluice.serve;

import io.sluice.config.ServeConfig;
import io.sluice.serve.notify.Notifications;
import io.sluice.serve.notify.NotifyException;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.ConfigOptions;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice notify}: tries the channels to people (SPEC N-1). */
@Command(
        name = "notify",
        mixinStandardHelpOptions = true,
        header = "Tries the channels that sluice serve tells people by.",
        description = {"It speaks to the services itself: serve and the engine need not run."},
        optionListHeading = "%nOptions:%n",
        footer = {"", "Exit codes: 0 all arrived, 1 some did not, 2 configuration, or no channel is set."})
final class NotifyCommand {
    private final Console console;

    NotifyCommand(final Console console) {
        this.console = console;
    }

    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Sends one message of each severity to each channel, and says which arrived.")
    int test(@Mixin final ConfigOptions options) {
        final ServeConfig.Notify config =
                options.load(console, console.environment()).serve().notifier();
        if (!config.isOn()) {
            throw CommandException.usage("there is no channel: set sluice.notify.discord, sluice.notify.telegram or"
                    + " sluice.notify.webhook");
        }
        try {
            final List<Notifications.Tried> tried = Notifications.test(config);
            tried.forEach(each -> console.out()
                    .println(each.channel() + ", " + each.severity().name().toLowerCase(Locale.ROOT) + ": "
                            + (each.trouble().isEmpty() ? "arrived" : each.trouble())));
            return tried.stream().allMatch(each -> each.trouble().isEmpty()) ? Exit.GOOD : Exit.BAD;
        } catch (final NotifyException e) {
            throw CommandException.usage(e.getMessage());
        }
    }
}
