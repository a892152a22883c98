package io.sluice.serve.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.Beacon;
import io.sluice.codec.Channel;
import io.sluice.engine.Engine;
import io.sluice.replay.ReleasedFeed;
import io.sluice.serve.Days;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in the records of a day. */
@Tag("N-1")
class NoticesTest {
    @TempDir
    private Path directory;

    private List<Notice> all() {
        final Notices notices = new Notices(Days.journal(directory), Set.of("broker"), "");
        final List<Notice> found = new ArrayList<>();
        final LongSupplier released = Beacon.look(directory)::lastSequence;
        try (ReleasedFeed feed = new ReleasedFeed(directory, 0, released)) {
            while (feed.sequence() < released.getAsLong()) {
                feed.await((record, position) -> found.addAll(notices.of(record)), 1024, 100_000_000);
            }
        }
        return found;
    }

    /** The answer to a command can come before its record may be read. */
    private Notice await(final String event) {
        Days.await(() -> all().stream().anyMatch(each -> each.event().equals(event)), () -> event);
        return all().stream()
                .filter(each -> each.event().equals(event))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldFindWhatAPersonHasToKnowWithKeysOfItsOwn() {
        try (Engine engine = Engine.open(Days.options(directory))) {
            Days.full(engine);
        }
        Engine.open(Days.options(directory)).close();
        final List<Notice> found = all();
        final List<String> events = found.stream().map(Notice::event).toList();
        assertThat(events)
                .containsSubsequence(
                        "hitl.created", "hitl.created", "hitl.decided", "guardian.locked", "guardian.unlocked")
                .containsSubsequence(
                        "lockout.created", "system.emergency.triggered", "system.mode", "engine.start_halt")
                .contains("hitl.decided")
                .doesNotContain("order.decision", "trade.transition");
        assertThat(new HashSet<>(found.stream().map(Notice::key).toList())).hasSameSizeAs(found);
        final Notice locked = found.get(events.indexOf("guardian.locked"));
        assertThat(locked.sentence()).contains("1 pending requests rejected");
        assertThat(found.get(events.indexOf("hitl.created")).text("rowHash")).hasSize(64);
        assertThat(found.get(events.indexOf("engine.start_halt")).sentence())
                .startsWith("The engine has started in halt.");
    }

    @Test
    void shouldTellThatACommandNeedNotBeWaitedForAnyMore() {
        final String[] two = {"sluice.operators.four-eyes=true", "sluice.hitl.allowed-operators=[alice, bob]"};
        final Duration limit = Duration.ofSeconds(60);
        try (Engine engine = Engine.open(Days.options(directory, two))) {
            engine.operator("alice", Channel.CLI).guardianLock("drill").await(limit);
            engine.operator("alice", Channel.CLI).guardianUnlock("over").await(limit);
            final Notice asked = await("command.requested");
            final long request = Long.parseLong(asked.text("requestId"));
            engine.operator("alice", Channel.CLI).confirm(request).await(limit);
            assertThat(all()).extracting(Notice::event).doesNotContain(Notices.COMMAND_ENDED);
            engine.operator("bob", Channel.CLI).confirm(request).await(limit);
            final Notice ended = await(Notices.COMMAND_ENDED);
            assertThat(ended.subject()).isEqualTo(asked.subject());
        }
    }
}
