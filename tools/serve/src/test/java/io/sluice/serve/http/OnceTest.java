package io.sluice.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("A-5")
class OnceTest {
    private static final String ALICE = "operator:alice";
    private static final UUID KEY = UUID.randomUUID();

    @TempDir
    private Path folder;

    private final AtomicLong clock = new AtomicLong(1_000_000_000_000L);

    private Once once() {
        return new Once(folder, clock::get, notice -> {
            throw new AssertionError(notice);
        });
    }

    private static Once.Answered answered(final String text) {
        final ObjectNode body = JsonNodeFactory.instance.objectNode().put("said", text);
        return new Once.Answered(200, body, 7);
    }

    @Test
    void shouldFindTheFirstAnswerForADay() {
        try (Once once = once()) {
            once.end(once.begin(ALICE, KEY, "p").entry(), answered("yes"), false);
            assertThat(once.begin(ALICE, KEY, "p").entry().answer().join()).isEqualTo(answered("yes"));
            assertThat(once.begin("operator:bob", KEY, "p").isFirst())
                    .as("another operator's")
                    .isTrue();
        }
        clock.addAndGet(TimeUnit.HOURS.toMillis(24) - 1);
        try (Once once = once()) {
            assertThat(once.begin(ALICE, KEY, "p").entry().answer().join()).isEqualTo(answered("yes"));
            clock.addAndGet(2);
            assertThat(once.begin(ALICE, KEY, "p").isFirst()).as("after a day").isTrue();
        }
    }

    @Test
    void shouldNotSendTwiceWhatWasPerhapsSent() {
        final Once killed = once();
        assertThat(killed.begin(ALICE, KEY, "p").isFirst()).isTrue();
        try (Once once = once()) {
            final Once.Begun again = once.begin(ALICE, KEY, "p");
            assertThat(again.isFirst()).isFalse();
            assertThat(again.entry().answer().join().status()).isEqualTo(504);
        }
        killed.close();
    }

    @Test
    void shouldFreeTheKeyOfWhatCameToNothing() {
        try (Once once = once()) {
            once.drop(once.begin(ALICE, KEY, "p").entry());
            assertThat(once.begin(ALICE, KEY, "other").isFirst()).isTrue();
        }
        try (Once once = once()) {
            assertThatThrownBy(() -> once.begin(ALICE, KEY, "p")).isInstanceOf(HttpProblem.class);
        }
    }

    @Test
    void shouldWriteNoSecretDown() throws Exception {
        try (Once once = once()) {
            once.end(once.begin(ALICE, KEY, "p").entry(), answered("open-sesame"), true);
            assertThat(once.begin(ALICE, KEY, "p").entry().answer().join()).isEqualTo(answered("open-sesame"));
        }
        assertThat(Files.readString(folder.resolve(Once.NAME))).doesNotContain("open-sesame");
        try (Once once = once()) {
            assertThat(once.begin(ALICE, KEY, "p").isFirst()).isTrue();
        }
    }

    @Test
    void shouldPassOverHalfALine() throws Exception {
        try (Once once = once()) {
            once.end(once.begin(ALICE, KEY, "p").entry(), answered("yes"), false);
        }
        Files.writeString(folder.resolve(Once.NAME), "{\"key\":\"oper", StandardOpenOption.APPEND);
        try (Once once = once()) {
            assertThat(once.begin(ALICE, KEY, "p").isFirst()).isFalse();
        }
    }
}
