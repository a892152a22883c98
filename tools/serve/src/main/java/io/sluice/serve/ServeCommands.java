package io.sluice.serve;

import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.MoreCommands;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What this module adds to the command line. */
public final class ServeCommands implements MoreCommands {
    @Override
    public Map<String, List<Function<Console, Object>>> byGroup() {
        return Map.of(
                "run", List.of(ServeCommand::new, TokenCommand::new),
                "send", List.of(NotifyCommand::new),
                "look", List.of(SinksCommand::new),
                "decide", List.of(LinkCommand::new),
                "check", List.of(MirrorCommand::new, MetricsCommand::new));
    }
}
