package io.sluice.engine.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.ComponentSource;
import io.sluice.codec.HeartbeatEncoder;
import io.sluice.codec.MessageHeaderEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FallbackLogTest {
    private static final int LINES = 2_000;
    private static final int MAX_BYTES = 20_000;

    @TempDir
    private Path directory;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final HeartbeatEncoder heartbeat = new HeartbeatEncoder();

    FallbackLogTest() {
        heartbeat
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .source(ComponentSource.RISK)
                .ttlSeconds(1);
    }

    @Test
    void shouldTurnOverAtItsLargestSizeAndKeepFive() throws IOException { // M-6
        final FallbackLog log = new FallbackLog(directory, MAX_BYTES);
        write(log);
        log.close();
        assertThat(log.unsaid()).isZero();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(5).allSatisfy(file -> assertThat(Files.size(file))
                    .isPositive()
                    .isLessThanOrEqualTo(MAX_BYTES));
        }
        assertThat(Files.readAllLines(directory.resolve(FallbackLog.FILE)))
                .allMatch(line -> line.startsWith("{\"time\":\"1970-01-01T00:00:00") && line.endsWith("}"));
    }

    @Test
    void shouldCountWhatItCannotWrite() { // M-6
        final FallbackLog log = new FallbackLog(directory.resolve("missing"), MAX_BYTES);
        write(log);
        log.close();
        assertThat(log.unsaid()).isEqualTo(LINES);
    }

    /** The device that is always full takes what is written and complains when it is flushed. */
    @Test
    void shouldCountWhatAFullDiskSwallows() throws IOException { // M-6
        final Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "there is no /dev/full here");
        Files.createSymbolicLink(directory.resolve(FallbackLog.FILE), full);
        final FallbackLog log = new FallbackLog(directory, MAX_BYTES * 100);
        write(log);
        log.close();
        assertThat(log.unsaid()).isEqualTo(LINES);
    }

    private void write(final FallbackLog log) {
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + heartbeat.encodedLength();
        for (int i = 0; i < LINES; i++) {
            log.lost(buffer, 0, length, i);
        }
    }
}
