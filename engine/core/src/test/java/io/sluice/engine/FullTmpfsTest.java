package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.ClientOptions;
import io.sluice.client.Offer;
import io.sluice.client.SluiceClient;
import io.sluice.client.StrategyClient;
import io.sluice.codec.DetachReason;
import io.sluice.codec.Road;
import io.sluice.session.RingFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shared memory without room: a refusal in words, and never a signal. Mounts a small tmpfs, so it needs root. */
@Tag("X-3")
class FullTmpfsTest {
    @TempDir
    private Path temp;

    private Path shm;
    private final List<RawRings> clients = new ArrayList<>();

    @BeforeEach
    void mount() throws Exception {
        shm = Files.createDirectory(temp.resolve("shm"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", shm.toString()) == 0,
                "this user may not mount a small tmpfs: a full one is not tried");
    }

    @AfterEach
    void unmount() throws Exception {
        for (final RawRings client : clients) {
            client.close();
        }
        run("umount", "-l", shm.toString());
    }

    private static int run(final String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (final IOException e) {
            return -1;
        }
    }

    private void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(shm.resolve("filler"))) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (final IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    @Test
    void shouldRefuseTheFastRoadInWordsWhereThereIsNoRoomAndServeThoseWhoAreIn() throws IOException {
        final Path data = temp.resolve("data");
        try (Engine engine = Engine.open(
                        TestEngine.options(data, "sluice.door.ring-size=64 kB", "sluice.door.shm-dir=\"" + shm + "\"")
                                .door(true));
                SluiceClient client = SluiceClient.connect(
                        ClientOptions.at(data.resolve("door.sock")).strategy(1).road(Road.FAST));
                StrategyClient strategy = client.strategy(1)) {
            final Decisions decisions = new Decisions();
            final RawRings cutter = RawRings.attach(data.resolve("door.sock"), 0, "cutter", new StringBuilder());
            clients.add(cutter);
            final StringBuilder refusal = new StringBuilder();
            while (refusal.isEmpty()) {
                final RawRings more = RawRings.attach(data.resolve("door.sock"), 0, "more", refusal);
                if (more != null) {
                    clients.add(more);
                }
                assertThat(clients).hasSizeLessThan(20);
            }
            assertThat(refusal).contains("TOO_MANY").contains("No space left").contains("slow road");
            cutAndGrow(cutter);
            assertThat(cutter.awaitDetached()).isEqualTo(DetachReason.FILE_CUT);
            for (int id = 1; id <= 50; id++) {
                TestEngine.query(strategy, id);
                assertThat(strategy.offer()).isEqualTo(Offer.OFFERED);
                decisions.await(strategy, id);
            }
            assertThat(engine.failure()).isNull();
        }
    }

    /** A file of the right size that has no pages, and can have none. */
    private void cutAndGrow(final RawRings client) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(client.file.toFile(), "rw")) {
            file.setLength(0);
            fill();
            file.setLength(RingFile.bytes(client.capacity));
        }
    }
}
