package io.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** K-1: a reader's own durable cursor. */
class JournalCursorTest {
    private static final UUID JOURNAL = new UUID(7, 8);

    @TempDir
    private Path directory;

    @Test
    void shouldBeginBeforeTheFirstRecord() {
        try (JournalCursor cursor = JournalCursor.open(directory, "mirror", JOURNAL)) {
            assertThat(cursor.sequence()).isZero();
        }
        assertThat(JournalCursor.sequence(directory, "mirror", JOURNAL)).isZero();
        assertThat(JournalCursor.sequence(directory, "none", JOURNAL)).isZero();
    }

    @Test
    void shouldGoOnWhereItStood() {
        for (long sequence = 1; sequence < 8; sequence++) {
            try (JournalCursor cursor = JournalCursor.open(directory, "mirror", JOURNAL)) {
                assertThat(cursor.sequence()).isEqualTo((sequence - 1) * 10);
                cursor.advance(sequence * 10);
                assertThat(cursor.sequence()).isEqualTo(sequence * 10);
                assertThat(JournalCursor.sequence(directory, "mirror", JOURNAL)).isEqualTo(sequence * 10);
            }
        }
    }

    @Test
    void shouldKeepItsPlaceWhereTurnsWrapAround() throws IOException {
        try (JournalCursor cursor = JournalCursor.open(directory, "mirror", JOURNAL)) {
            cursor.advance(100);
        }
        final Path file = directory.resolve("cursors").resolve("mirror");
        final ByteBuffer places = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        places.putInt(32 + 24, Integer.MAX_VALUE);
        final CRC32C crc = new CRC32C();
        crc.update(places.array(), 32, 28);
        places.putInt(32 + 28, (int) crc.getValue());
        Files.write(file, places.array());
        for (long sequence = 101; sequence < 105; sequence++) {
            try (JournalCursor cursor = JournalCursor.open(directory, "mirror", JOURNAL)) {
                assertThat(cursor.sequence()).isEqualTo(sequence - 1);
                cursor.advance(sequence);
            }
        }
        assertThat(JournalCursor.sequence(directory, "mirror", JOURNAL)).isEqualTo(104);
    }

    @Test
    void shouldGoBackWhenToldTo() {
        try (JournalCursor cursor = JournalCursor.open(directory, "mirror", JOURNAL)) {
            cursor.advance(500);
            cursor.advance(20);
        }
        assertThat(JournalCursor.sequence(directory, "mirror", JOURNAL)).isEqualTo(20);
    }

    @Test
    void shouldStandWhereItStoodBeforeATornWriteWhicheverByteIsWrong() throws IOException {
        try (JournalCursor cursor = JournalCursor.open(directory, "mirror", JOURNAL)) {
            cursor.advance(500);
            cursor.advance(600);
        }
        final Path file = directory.resolve("cursors").resolve("mirror");
        final byte[] whole = Files.readAllBytes(file);
        assertThat(whole).hasSize(64);
        for (int i = 0; i < 32; i++) {
            final byte[] torn = whole.clone();
            torn[i] ^= 0x10;
            Files.write(file, torn);
            assertThat(JournalCursor.sequence(directory, "mirror", JOURNAL))
                    .as("byte " + i)
                    .isEqualTo(500);
        }
    }

    @Test
    void shouldRefuseAFileThatIsDamagedInBothPlaces() throws IOException {
        Files.createDirectories(directory.resolve("cursors"));
        Files.write(
                directory.resolve("cursors").resolve("mirror"), "x".repeat(64).getBytes());
        assertThatThrownBy(() -> JournalCursor.open(directory, "mirror", JOURNAL))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void shouldRefuseACursorOfAnotherJournal() {
        try (JournalCursor cursor = JournalCursor.open(directory, "mirror", JOURNAL)) {
            cursor.advance(5);
        }
        assertThatThrownBy(() -> JournalCursor.open(directory, "mirror", new UUID(1, 1)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("another journal");
    }

    @Test
    void shouldBeHeldByOneReaderAtATime() {
        try (JournalCursor held = JournalCursor.open(directory, "mirror", JOURNAL);
                JournalCursor other = JournalCursor.open(directory, "console", JOURNAL)) {
            assertThat(other.sequence()).isEqualTo(held.sequence());
            assertThatThrownBy(() -> JournalCursor.open(directory, "mirror", JOURNAL))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("held");
        }
        JournalCursor.open(directory, "mirror", JOURNAL).close();
    }

    @Test
    void shouldRefuseANameThatIsNone() {
        assertThatThrownBy(() -> JournalCursor.open(directory, "../x", JOURNAL))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
