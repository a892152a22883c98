package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.Beacon;
import io.sluice.client.Offer;
import io.sluice.client.StrategyClient;
import io.sluice.codec.SystemMode;
import io.sluice.journal.JournalException;
import io.sluice.replay.Recorded;
import io.sluice.schema.Permissions;
import io.sluice.testing.SmallFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SPEC J-7 on a file system that is really full. */
class FullDiskTest {
    private static final int MEBIBYTES = 24;

    private final Decisions decisions = new Decisions();
    private SmallFileSystem disk;
    private Path directory;

    @BeforeEach
    void findASmallFileSystem() throws IOException {
        disk = SmallFileSystem.open(MEBIBYTES);
        directory = disk.directory();
    }

    @AfterEach
    void cleanUp() throws IOException {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void shouldHaltOnAFullDiskLoseNothingReleasedAndGoOnOnceThereIsSpaceAgain() throws IOException {
        long id = 0;
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            EngineTest.offerQuery(client, ++id);
            decisions.await(client, 1);
            disk.fill();
            Offer offer = Offer.OFFERED;
            while (offer != Offer.ENGINE_STOPPED) {
                TestEngine.query(client, id + 1);
                offer = client.offer();
                id += offer == Offer.OFFERED ? 1 : 0;
                client.poll(decisions, 64);
            }
            TestEngine.await(() -> engine.failure() != null);
            client.poll(decisions, Integer.MAX_VALUE);
            assertThat(engine.failure()).hasMessageContaining("No space left on device");
            assertThat(engine.beacon().state()).isEqualTo(Beacon.State.FAILED);
            assertThat(Permissions.mode(engine.beacon().permissions())).isEqualTo(SystemMode.HALT);
        }
        final Recorded recorded = Recorded.in(directory);
        assertThat(recorded.replay.divergence()).isNull();
        assertThat(recorded.end.tornTail()).isNull();
        assertThat(recorded.inputs.get(recorded.inputs.size() - 1)).isEqualTo("SystemEvent");
        assertThat(recorded.count("OrderIntent")).isGreaterThanOrEqualTo(decisions.all.size());
        assertThat(decisions.all.get(decisions.all.size() - 1).sequence())
                .isLessThanOrEqualTo(recorded.end.lastSequence());

        assertThatThrownBy(() -> TestEngine.open(directory))
                .isInstanceOfSatisfying(
                        JournalException.class, e -> assertThat(e.code()).isEqualTo(JournalException.Code.NO_SPACE));
        disk.free();
        goesOn(decisions.all.size());
    }

    private void goesOn(final int answered) {
        final Decisions again = new Decisions();
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            assertThat(Permissions.mode(engine.beacon().permissions()))
                    .as("until an operator starts a recovery")
                    .isEqualTo(SystemMode.HALT);
            EngineTest.offerQuery(client, answered);
            again.await(client, 1);
            assertThat(again.last().repeat()).isTrue();
        }
        assertThat(Recorded.in(directory).replay.divergence()).isNull();
    }
}
