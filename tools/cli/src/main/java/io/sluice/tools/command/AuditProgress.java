package io.sluice.tools.command;

import io.sluice.tools.audit.AuditWatch;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Progress;

/** Shows how far an audit has come, each part of the work by itself. */
final class AuditProgress implements AuditWatch, AutoCloseable {
    private final Console console;
    private String counted = "";
    private Progress progress;

    AuditProgress(final Console console) {
        this.console = console;
    }

    @Override
    public void done(final String what, final long done, final long total) {
        if (!what.equals(counted)) {
            close();
            counted = what;
            progress = new Progress(console, what);
        }
        progress.done(done, total);
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
        }
    }
}
