package io.sluice.control.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("section-11")
class TokenBucketTest {
    @Test
    void shouldBeFullAfterHoweverLongATime() {
        final TokenBucket bucket = new TokenBucket();
        assertThat(bucket.has(1000, 1, 0)).isTrue();
        bucket.take();
        assertThat(bucket.has(1000, 1, 0)).isFalse();
        assertThat(bucket.has(1000, 1, 999_999)).isFalse();
        assertThat(bucket.has(1000, 1, 1_000_000)).isTrue();
        bucket.take();
        assertThat(bucket.has(1000, 1, Long.MAX_VALUE / 4)).isTrue();
        bucket.take();
        assertThat(bucket.has(1000, 1, Long.MAX_VALUE / 4))
                .as("no more than its burst")
                .isFalse();
    }
}
