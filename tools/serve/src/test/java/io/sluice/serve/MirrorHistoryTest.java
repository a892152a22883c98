package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.engine.Engine;
import io.sluice.serve.live.EquitySeries;
import io.sluice.serve.live.Memory;
import io.sluice.serve.sink.SinkRunner;
import io.sluice.serve.sql.Database;
import io.sluice.serve.sql.MirrorAudit;
import io.sluice.serve.sql.MirrorQueries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a process that starts learns from the mirror of the time before. */
@Tag("A-6")
class MirrorHistoryTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void shouldTellWhatHappenedBeforeAsTheApiShowsIt(final Databases kind) throws Exception {
        final Database mirror = kind.fresh(directory);
        final Path data = directory.resolve("data");
        try (Engine engine = Engine.open(Days.options(data))) {
            Days.full(engine);
        }
        Days.mirrorAll(data, mirror);
        final List<MirrorAudit.Violation> wrong = new ArrayList<>();
        try (SinkRunner runner = Days.mirror(data, mirror);
                MirrorQueries queries = new MirrorQueries(mirror, Days.journal(data))) {
            final MirrorHistory history = new MirrorHistory(queries, runner, new Released(data), wrong::add);
            final Memory memory = new Memory();
            history.fill(memory);
            history.fill(memory);
            assertThat(memory.lastTransition().get("to_mode").textValue()).isEqualTo("halt");
            assertThat(memory.lastEmergency().get("phase").textValue()).isEqualTo("TRIGGERED");
            assertThat(memory.lastEmergency().get("orders_to_cancel").isIntegralNumber())
                    .isTrue();
            assertThat(memory.lastGuardian().get("locked").booleanValue()).isFalse();
            final List<ObjectNode> transitions = memory.transitions(Memory.TRANSITIONS);
            assertThat(transitions).doesNotHaveDuplicates();
            transitions.forEach(
                    each -> assertThat(Schemas.problems("ModeTransition", each)).isEmpty());
            final List<ObjectNode> requests =
                    history.requests(null, null, Long.MIN_VALUE, 100).rows();
            assertThat(requests).hasSize(3);
            requests.forEach(
                    each -> assertThat(Schemas.problems("Approval", each)).isEmpty());
            final EquitySeries series = new EquitySeries();
            history.fill(series, Long.MAX_VALUE);
            assertThat(series.since(0)).extracting(EquitySeries.Point::equity).contains("1000");
            assertThat(wrong).isEmpty();
        }
    }
}
