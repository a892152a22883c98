package io.sluice.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;

/** Sections whose rows say which step they belong to, so that any mixture shows. */
final class TestState {
    static final int SECTIONS = 4;
    static final int[] ALL = IntStream.range(0, SECTIONS).toArray();

    private static final int ROW = 64;
    private static final int VALUES_AT = 24;

    final SectionBuffer[] sections = new SectionBuffer[SECTIONS];
    private final UnsafeBuffer row = new UnsafeBuffer(new byte[ROW]);

    TestState() {
        Arrays.setAll(sections, i -> new SectionBuffer());
    }

    /** Rows of a step: one in the first section, some or none, up to 64 kB in the last, and ten that seldom change. */
    SectionBuffer[] at(final long step) {
        for (int i = 0; i < SECTIONS; i++) {
            sections[i].begin(step, -step);
            for (int r = 0; r < rows(i, step); r++) {
                for (int at = VALUES_AT; at < ROW; at += Long.BYTES) {
                    row.putLong(at, value(i, step, r, at), Section.ORDER);
                }
                sections[i].append(row, 0, ROW);
            }
            sections[i].end();
        }
        return sections;
    }

    static void check(final StateImage image) {
        assertThat(image.sections()).hasSize(SECTIONS);
        assertThat(image.timeNs()).isEqualTo(-image.sequence());
        for (int i = 0; i < SECTIONS; i++) {
            final int index = i;
            final Section section = image.sections().get(i);
            assertThat(section.sequence()).isEqualTo(image.sequence());
            assertThat(section.rows()).isEqualTo(rows(i, image.sequence()));
            final int[] number = new int[1];
            section.forEach((buffer, offset, length) -> {
                final int r = number[0]++;
                boolean isRight = length == ROW
                        && buffer.getLong(offset + Section.STAMP_AT, Section.ORDER) == image.sequence()
                        && buffer.getLong(offset + Section.STAMP_AT + Long.BYTES, Section.ORDER) == image.timeNs();
                for (int at = VALUES_AT; at < ROW; at += Long.BYTES) {
                    isRight &= buffer.getLong(offset + at, Section.ORDER) == value(index, image.sequence(), r, at);
                }
                assertThat(isRight)
                        .as("row %d of section %d at %d", r, index, image.sequence())
                        .isTrue();
            });
            assertThat(number[0]).isEqualTo(section.rows());
        }
    }

    private static int rows(final int section, final long step) {
        return switch (section) {
            case 0 -> 1;
            case 1 -> 10;
            case 2 -> (int) (step % 7);
            default -> (int) (step * 131 % 1000);
        };
    }

    private static long value(final int section, final long step, final int row, final int at) {
        return (section == 1 ? step / 1000 : step) * 1_000_003 + row * 64L + at;
    }
}
