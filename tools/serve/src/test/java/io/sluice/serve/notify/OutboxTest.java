package io.sluice.serve.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.Severity;
import io.sluice.serve.notify.Outbox.Addressed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox over restarts: each opens the file that the one before left, as a killed process leaves it. */
@Tag("N-1")
class OutboxTest {
    private static final UUID JOURNAL = new UUID(1, 2);
    private static final String CHANNEL = "telegram";
    private static final Aim MUST = new Aim(CHANNEL, 0, Quiet.NONE, true, 0);
    private static final Aim MAY = new Aim(CHANNEL, 0, Quiet.NONE, false, 0);
    private static final Aim REMINDER = new Aim(CHANNEL, 5_000, Quiet.NONE, true, 1);

    @TempDir
    private Path folder;

    private Outbox open() {
        return Outbox.open(folder, JOURNAL, 0);
    }

    private static Notice notice(final long sequence, final String event) {
        return new Notice(
                "j:" + sequence + ":1",
                sequence,
                event,
                Severity.INFO,
                1_000,
                Json.object().put("message", event).put("tradeId", 128));
    }

    private static void commit(final Outbox outbox, final long upTo, final Addressed... found) {
        outbox.commit(List.of(found), upTo, "normal");
    }

    private static Addressed to(final Notice notice, final Aim... aims) {
        return new Addressed(notice, List.of(aims));
    }

    @Test
    void shouldSendAgainOnlyWhatWasBeingSent() {
        final Outbox killed = open();
        commit(killed, 3, to(notice(1, "a"), MUST), to(notice(2, "b"), MUST), to(notice(3, "c"), MUST));
        final Batch first = killed.next(CHANNEL, 2_000);
        killed.done(first, "r1");
        final Batch second = killed.next(CHANNEL, 2_000);
        assertThat(second.isAgain()).isFalse();
        try (Outbox next = open()) {
            assertThat(next.held()).isEqualTo(3);
            assertThat(next.mode()).isEqualTo("normal");
            final Batch again = next.next(CHANNEL, 2_000);
            assertThat(again.isAgain()).isTrue();
            assertThat(again.nonce()).isEqualTo(second.nonce());
            next.done(again, "r2");
            final Batch third = next.next(CHANNEL, 2_000);
            assertThat(third.notice().event()).isEqualTo("c");
            assertThat(third.isAgain()).isFalse();
            next.done(third, "r3");
            assertThat(next.next(CHANNEL, 2_000)).isNull();
        }
    }

    @Test
    void shouldReadAgainWhatWasNotWrittenWithItsPlace() throws IOException {
        final Outbox killed = open();
        commit(killed, 1, to(notice(1, "a"), MUST));
        final Path file = folder.resolve(Outbox.FILE);
        final String whole = OutboxState.note(notice(2, "b"), List.of(Entry.of(notice(2, "b"), MUST)))
                .toString();
        Files.writeString(file, whole + "\n{\"t\":\"upto\",\"se", StandardOpenOption.APPEND);
        try (Outbox next = open()) {
            assertThat(next.held()).isEqualTo(1);
            assertThat(next.waiting(CHANNEL)).isEqualTo(1);
            commit(next, 2, to(notice(2, "b"), MUST));
            assertThat(next.waiting(CHANNEL)).isEqualTo(2);
        }
    }

    @Test
    void shouldSendAGroupAgainAsTheSameGroup() {
        final Outbox killed = open();
        commit(killed, 2, to(notice(1, "a"), MAY), to(notice(2, "a"), MAY));
        final Batch group = killed.next(CHANNEL, 10_000);
        assertThat(group.entries()).hasSize(2);
        commit(killed, 3, to(notice(3, "a"), MAY));
        try (Outbox next = open()) {
            assertThat(next.next(CHANNEL, 10_000).entries()).isEqualTo(group.entries());
            next.done(next.next(CHANNEL, 10_000), "");
            assertThat(next.next(CHANNEL, 20_000).notice().sequence()).isEqualTo(3);
        }
    }

    @Test
    void shouldNotGroupOrHoldUpWhatMustBeDelivered() {
        try (Outbox outbox = open()) {
            final Aim quiet = new Aim(CHANNEL, 0, Quiet.of("00:00-23:59"), false, 0);
            final Aim loud = new Aim(CHANNEL, 0, Quiet.of("00:00-23:59"), true, 0);
            commit(outbox, 3, to(notice(1, "a"), quiet), to(notice(2, "b"), loud), to(notice(3, "b"), loud));
            assertThat(outbox.next(CHANNEL, 10_000).entries()).hasSize(1);
            outbox.done(outbox.next(CHANNEL, 10_000), "");
            assertThat(outbox.next(CHANNEL, 10_000).entries()).hasSize(1);
            outbox.done(outbox.next(CHANNEL, 10_000), "");
            assertThat(outbox.next(CHANNEL, 10_000)).isNull();
            assertThat(outbox.waiting(CHANNEL)).isEqualTo(1);
        }
    }

    @Test
    void shouldForgetRemindersAndKeepWhatIsToBeChangedOnceARequestEnds() {
        final Outbox killed = open();
        commit(killed, 1, to(notice(1, "hitl.created"), MUST, REMINDER));
        killed.done(killed.next(CHANNEL, 2_000), "r1");
        assertThat(killed.request(128)).isNotNull();
        assertThat(killed.waiting(CHANNEL)).isEqualTo(1);
        try (Outbox next = open()) {
            assertThat(next.request(128)).isNotNull();
            commit(next, 2, to(notice(2, "hitl.decided"), MAY));
            assertThat(next.request(128)).isNull();
            assertThat(next.refs(CHANNEL, "trade 128")).containsExactly("r1");
            final Batch batch = next.next(CHANNEL, 9_000_000_000_000L);
            assertThat(batch.notice().event()).isEqualTo("hitl.decided");
            next.done(batch, "");
            assertThat(next.refs(CHANNEL, "trade 128")).isEmpty();
            assertThat(next.next(CHANNEL, 9_000_000_000_000L)).isNull();
        }
    }

    @Test
    void shouldRemindNobodyOfARequestThatSomebodyHas() {
        try (Outbox outbox = open()) {
            commit(outbox, 1, to(notice(1, "hitl.created"), MUST, REMINDER));
            outbox.done(outbox.next(CHANNEL, 2_000), "r1");
            assertThat(outbox.hold(128, "alice", List.of(MAY))).isTrue();
            assertThat(outbox.hold(128, "bob", List.of(MAY))).isFalse();
            final Batch held = outbox.next(CHANNEL, 10_000);
            assertThat(held.notice().text("heldBy")).isEqualTo("alice");
            outbox.done(held, "");
            assertThat(outbox.waiting(CHANNEL)).isZero();
            assertThat(outbox.request(128)).isNotNull();
        }
    }

    @Test
    void shouldTellOfANewJournalFromItsBeginningAndOfTheOldOneToItsEnd() {
        final Outbox old = open();
        commit(old, 900, to(notice(900, "a"), MUST));
        try (Outbox next = Outbox.open(folder, new UUID(3, 4), 50)) {
            assertThat(next.held()).isZero();
            assertThat(next.silentUpTo()).isZero();
        }
        try (Outbox next = Outbox.open(folder, new UUID(3, 4), 50)) {
            assertThat(next.waiting(CHANNEL)).isEqualTo(1);
        }
    }

    @Test
    void shouldBeSilentAboutWhatWasBeforeTheFirstStart() {
        try (Outbox outbox = Outbox.open(folder, JOURNAL, 50)) {
            assertThat(outbox.silentUpTo()).isEqualTo(50);
        }
    }

    @Test
    void shouldStaySmallHoweverMuchIsSent() throws IOException {
        final List<Batch> sent = new ArrayList<>();
        try (Outbox outbox = open()) {
            for (int i = 1; i <= 1_000; i++) {
                final Notice large = notice(i, "a");
                large.data().put("detail", "x".repeat(10_000));
                commit(outbox, i, to(large, MUST));
                sent.add(outbox.next(CHANNEL, 10_000));
                outbox.done(sent.get(i - 1), "");
            }
        }
        assertThat(sent).doesNotHaveDuplicates();
        assertThat(Files.size(folder.resolve(Outbox.FILE))).isLessThan(5 << 20);
    }
}
