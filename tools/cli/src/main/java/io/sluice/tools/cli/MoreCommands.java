package io.sluice.tools.cli;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Commands of another module that is on the class path, found by {@link java.util.ServiceLoader}. So the command line
 * needs none of the libraries that they need, and shows them where they are there.
 */
public interface MoreCommands {
    /** Commands by the name of the group that shows them. */
    Map<String, List<Function<Console, Object>>> byGroup();
}
