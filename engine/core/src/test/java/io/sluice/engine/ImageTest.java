package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.EngineException;
import io.sluice.client.EngineListener;
import io.sluice.client.StrategyClient;
import io.sluice.client.ViewImage;
import io.sluice.control.view.View;
import io.sluice.replay.Replayed;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plain files beside the state map, and what becomes of both where others damage them (SPEC J-6). */
class ImageTest {
    @TempDir
    private Path directory;

    private final Decisions decisions = new Decisions();

    @Test
    void shouldShowWhatTheJournalHoldsToWhoMayOnlyRead() { // J-6
        try (Engine engine = TestEngine.open(directory);
                StateLoad load = new StateLoad(engine, 1);
                StateView state = StateView.ofImages(directory)) {
            for (int i = 0; i < 300; i++) {
                load.step();
                if (i % 50 == 0) {
                    StateViewTest.awaitRecord(state, engine.beacon().lastSequence());
                    final StateSnapshot now = state.read();
                    Replayed.to(directory, now.sequence()).assertSame(now);
                }
            }
            StateViewTest.awaitViews(state, engine.beacon().lastSequence());
            assertThat(state.read().ageNs()).isLessThan(60_000_000_000L);
        }
        try (StateView state = StateView.ofImages(directory)) {
            final StateSnapshot last = state.read();
            Replayed.to(directory, last.sequence()).assertSame(last);
            assertThat(last.lag()).as("what comes at the stop changes no view").isLessThanOrEqualTo(3);
        }
        // The next engine goes on after the turns of this one.
        final long before = ViewImage.read(directory).sequence();
        try (Engine engine = TestEngine.open(directory);
                StateView state = StateView.ofImages(directory)) {
            StateViewTest.awaitRecord(state, engine.startSequence());
            assertThat(state.sequence()).isGreaterThan(before);
        }
    }

    /** Whoever reads while an image is written finds one that is whole, and never an older one after a newer. */
    @Test
    void shouldBeWholeAtEveryMoment() throws InterruptedException { // J-6
        try (Engine engine = TestEngine.open(directory);
                StateLoad load = new StateLoad(engine, 1)) {
            load.step();
            TestEngine.await(() -> hasImage());
            final AtomicReference<Throwable> wrong = new AtomicReference<>();
            final Thread reader = new Thread(() -> {
                long last = 0;
                try {
                    while (!Thread.currentThread().isInterrupted()) {
                        final ViewImage now = ViewImage.read(directory);
                        assertThat(now.sequence()).isGreaterThanOrEqualTo(last);
                        last = now.sequence();
                    }
                } catch (final Throwable t) {
                    wrong.set(t);
                }
            });
            reader.start();
            for (int i = 0; i < 1_000; i++) {
                load.step();
            }
            reader.interrupt();
            reader.join();
            assertThat(wrong.get()).isNull();
        }
    }

    @Test
    void shouldBeReadByAProgramWithoutChronicle() throws IOException { // J-6
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            for (int id = 1; id <= 5; id++) {
                TestEngine.order(client, id, ONE);
                client.offer();
                decisions.await(client, id);
            }
            TestEngine.await(() -> hasImage()
                    && ViewImage.read(directory).sequence("trades")
                            >= engine.beacon().lastSequence());
            assertThat(alone(ImageReader.class)).isEqualTo("NORMAL true 5 5 false");
        }
    }

    /** Runs a program with the messages, the client and Agrona, and gives its first line. */
    private String alone(final Class<?> main) throws IOException {
        final String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        final String few = Stream.of(all.split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> !entry.contains("chronicle") && !entry.contains("openhft"))
                .filter(entry -> !entry.contains("store"))
                .collect(Collectors.joining(File.pathSeparator));
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens",
                        "java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-cp",
                        few,
                        main.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return process.inputReader().readLine();
    }

    @Test
    void shouldGoOnAndShowAgainWhatOthersCutOrRemoved() throws IOException { // J-6
        final List<String> notices = Collections.synchronizedList(new ArrayList<>());
        final EngineListener listener = new EngineListener() {
            @Override
            public void onNotice(final String sentence) {
                notices.add(sentence);
            }
        };
        try (Engine engine = Engine.open(TestEngine.options(directory).listener(listener));
                StateLoad load = new StateLoad(engine, 1);
                StateView state = StateView.open(directory)) {
            for (int cut = 0; cut < 4; cut++) {
                load.step();
                StateViewTest.awaitRecord(state, engine.beacon().lastSequence());
                for (final Path file : stateFiles()) {
                    cut(file);
                }
                for (int i = 0; i < 20; i++) {
                    load.step();
                }
            }
            StateViewTest.awaitViews(state, engine.beacon().lastSequence());
            final StateSnapshot now = state.read(View.STATUS);
            Replayed.to(directory, now.sequence()).assertSame(now, View.STATUS);
            assertThat(engine.failure()).isNull();
            assertThat(notices).anySatisfy(notice -> assertThat(notice)
                    .contains("the state map cannot be written; the engine goes on without it", "was cut"));
            TestEngine.await(() -> notices.contains("the state map is written again"));
        }
    }

    @Test
    void shouldSayThatThereIsNone() { // J-6
        assertThatThrownBy(() -> ViewImage.read(directory))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.code()).isEqualTo(EngineException.Code.NO_STATE))
                .hasMessageContaining("there is no image of the state in")
                .hasMessageContaining("none was written yet");
    }

    private boolean hasImage() {
        return Files.exists(directory.resolve("state/0.img")) && Files.exists(directory.resolve("state/1.img"));
    }

    private List<Path> stateFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("state"))) {
            return files.toList();
        }
    }

    /** One of the files that are to be cut may have been replaced meanwhile. */
    private static void cut(final Path file) throws IOException {
        if (Files.exists(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        }
    }
}
