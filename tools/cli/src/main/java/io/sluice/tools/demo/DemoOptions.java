package io.sluice.tools.demo;

import java.nio.file.Path;
import java.util.List;

/**
 * What the demo is to do.
 *
 * @param skip    how many of the trades are left out at the beginning.
 * @param trades  how many of them are played.
 * @param crashAt record after which the process is killed; Long.MAX_VALUE for never.
 * @param settings keys that differ from the demo's configuration, each KEY=VALUE.
 */
record DemoOptions(Path directory, int skip, int trades, long crashAt, List<String> settings) {
    /** Never killed. */
    static final long NO_CRASH = Long.MAX_VALUE;
}
