package io.sluice.engine;

import io.sluice.client.EngineClock;
import io.sluice.client.EngineListener;
import io.sluice.codec.JournalKind;
import io.sluice.config.LoadedConfig;
import io.sluice.engine.start.StartSettings;
import io.sluice.journal.Device;
import io.sluice.journal.JournalSettings;
import io.sluice.replay.ReplayWatch;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * How an engine is opened. Never changes: each method that sets something gives another one.
 *
 * <p>The engine thread waits as {@code sluice.pipeline.wait-strategy} says. {@code busy-spin}, the default, gives the
 * shortest latency and takes a core for itself, idle or not. On a machine with few cores, or a shared one, use
 * {@code park}: it costs some ten microseconds after a pause. {@code yield} is in between and still shows a busy core.
 */
public final class EngineOptions implements StartSettings {
    private final LoadedConfig config;
    private Path directory;
    private JournalKind kind = JournalKind.LIVE;
    private EngineClock clock = EngineClock.system();
    private UUID journalId = UUID.randomUUID();
    private boolean startNormal;
    private int segmentBytes;
    private Device device = Device.SYSTEM;
    private boolean forceHalt;
    private ReplayWatch replayWatch = ReplayWatch.SILENT;
    private EngineListener listener = EngineListener.STDERR;
    private boolean closeOnShutdown;
    private boolean door;

    private EngineOptions(final LoadedConfig config) {
        this.config = config;
        directory = config.engine().journal().dir();
        segmentBytes = JournalSettings.forRecords(config.engine().journal().maxRecordBytes())
                .segmentBytes();
    }

    /** Live, in the configured directory, by the system's clock. */
    public static EngineOptions of(final LoadedConfig config) {
        return new EngineOptions(config);
    }

    private EngineOptions with(final Consumer<EngineOptions> change) {
        final EngineOptions other = new EngineOptions(config);
        other.directory = directory;
        other.kind = kind;
        other.clock = clock;
        other.journalId = journalId;
        other.startNormal = startNormal;
        other.segmentBytes = segmentBytes;
        other.device = device;
        other.forceHalt = forceHalt;
        other.replayWatch = replayWatch;
        other.listener = listener;
        other.closeOnShutdown = closeOnShutdown;
        other.door = door;
        change.accept(other);
        return other;
    }

    /** In another directory. */
    public EngineOptions in(final Path value) {
        return with(other -> other.directory = value);
    }

    /** For another kind of journal. */
    public EngineOptions kind(final JournalKind value) {
        return with(other -> other.kind = value);
    }

    /** By another clock. */
    public EngineOptions clock(final EngineClock value) {
        return with(other -> other.clock = value);
    }

    /** With another id for a new journal. */
    public EngineOptions journalId(final UUID value) {
        return with(other -> other.journalId = value);
    }

    /** Beginning in normal, or cold. */
    public EngineOptions startNormal(final boolean value) {
        return with(other -> other.startNormal = value);
    }

    /** With other segments. */
    public EngineOptions segmentBytes(final int value) {
        return with(other -> other.segmentBytes = value);
    }

    /** On another device. */
    public EngineOptions device(final Device value) {
        return with(other -> other.device = value);
    }

    /** With a new epoch where the journal refuses the start, or without. */
    public EngineOptions forceHalt(final boolean value) {
        return with(other -> other.forceHalt = value);
    }

    /** With somebody who hears how the replay gets on. */
    public EngineOptions replayWatch(final ReplayWatch value) {
        return with(other -> other.replayWatch = value);
    }

    /** With a listener: events on a thread of their own, notices on the thread that found them. */
    public EngineOptions listener(final EngineListener value) {
        return with(other -> other.listener = Objects.requireNonNull(value));
    }

    /**
     * With a hook that closes the engine when the JVM is told to end (SIGTERM, Ctrl-C, {@code System.exit}), or
     * without. Without it such an end counts as a crash, and the next start replays more. A {@code main} that fails
     * without closing the engine leaves its thread running, hook or not: open it in a try-with-resources.
     */
    public EngineOptions closeOnShutdown(final boolean value) {
        return with(other -> other.closeOnShutdown = value);
    }

    /**
     * With a door for other processes, as {@code sluice.door} says, or without (SPEC X-1). {@code sluice run} opens it.
     */
    public EngineOptions door(final boolean value) {
        return with(other -> other.door = value);
    }

    /** Whether other processes may attach. */
    public boolean door() {
        return door;
    }

    /** Hears events and notices. */
    public EngineListener listener() {
        return listener;
    }

    /** Whether the JVM's end closes the engine. */
    public boolean closeOnShutdown() {
        return closeOnShutdown;
    }

    @Override
    public Consumer<String> notices() {
        return new Notices(listener);
    }

    /** A sound configuration. */
    @Override
    public LoadedConfig config() {
        return config;
    }

    /** Data directory, made where there is none. */
    @Override
    public Path directory() {
        return directory;
    }

    /** Kind of the journal; another kind is refused (J-4). */
    @Override
    public JournalKind kind() {
        return kind;
    }

    /** Where time comes from. */
    @Override
    public EngineClock clock() {
        return clock;
    }

    /** Id of a journal that is begun; an existing one keeps its own. */
    @Override
    public UUID journalId() {
        return journalId;
    }

    /** Whether it begins in normal with nothing owed rather than cold; for trials. */
    @Override
    public boolean startNormal() {
        return startNormal;
    }

    /** Stretch of the journal that is reserved at once; at least four of the largest record. */
    @Override
    public int segmentBytes() {
        return segmentBytes;
    }

    /** What forces the journal. */
    @Override
    public Device device() {
        return device;
    }

    /**
     * Whether a journal that refuses the start is put aside for a new epoch in halt (J-2). An operator decides that,
     * once: nothing else may set it.
     */
    @Override
    public boolean forceHalt() {
        return forceHalt;
    }

    /** Hears how the replay gets on. */
    @Override
    public ReplayWatch replayWatch() {
        return replayWatch;
    }
}
