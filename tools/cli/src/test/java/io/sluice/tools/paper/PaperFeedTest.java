package io.sluice.tools.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.E8;
import io.sluice.tools.demo.TradeTape;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** the two feeds of {@code sluice paper}. */
class PaperFeedTest {
    @Test
    void shouldPlayTheTradesOfTheDemoAsFastAsAskedAndThenAgain() {
        final long[] nowNs = {7};
        final PaperFeed feed = PaperFeed.trades(60, () -> nowNs[0]);
        final TradeTape tape = TradeTape.load(0, TradeTape.ALL);
        assertThat(feed.midsE8()).containsOnlyKeys("BTCUSD").containsValue(E8.of("800.01"));
        nowNs[0] += TimeUnit.MINUTES.toNanos(1);
        final int hour = tape.firstAtOrAfter(tape.timeNs(0) + TimeUnit.HOURS.toNanos(1) + 1) - 1;
        assertThat(feed.midsE8()).containsValue(tape.priceE8(hour));
        nowNs[0] = 7 + (tape.timeNs(tape.size() - 1) - tape.timeNs(0)) / 60 + 100;
        assertThat(feed.midsE8()).containsValue(E8.of("800.01"));
    }

    @Test
    void shouldWalkFromWhereItIsTold() {
        final PaperFeed feed = PaperFeed.walk(List.of("BTCUSD=64000", "ETHUSD=3000"));
        for (int i = 0; i < 100; i++) {
            assertThat(feed.midsE8().get("BTCUSD")).isBetween(E8.of("63000"), E8.of("65000"));
            assertThat(feed.midsE8()).containsOnlyKeys("BTCUSD", "ETHUSD");
        }
    }
}
