package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.config.ControlConfig;
import io.sluice.schema.Schema;
import org.junit.jupiter.api.Test;

/** G-5: the largest possible record. */
class RecordSizeTest {
    private static final ControlConfig DEFAULTS = Configs.load("").control();

    @Test
    void shouldFitTheDefaultsIntoTheDefaultRecord() {
        assertThat(RecordSize.largest(DEFAULTS)).isBetween(1_000_000L, 4_000_000L);
    }

    @Test
    void shouldHoldAnEmergencyStopWithEveryTableFull() {
        final long stop = 256L * (length("ApprovalDecided") + length("TradeTransition") + length("Decision"))
                + 4096L * length("CancelOrder")
                + 2048L * length("ClosePosition")
                + 4L * length("PolicyChanged")
                + length("EmergencyChanged")
                + length("ModeChanged")
                + 2L * length("DrawdownBreach");
        assertThat(RecordSize.largest(DEFAULTS)).isGreaterThan(stop);
    }

    @Test
    void shouldHoldAFullReportThatChangesEveryTrade() {
        assertThat(RecordSize.largest(DEFAULTS))
                .isGreaterThan(4096L * (length("TradeTransition") + length("CancelOrder"))
                        + 1024L * (length("BookAdjusted") + length("ClosePosition")));
    }

    @Test
    void shouldGrowWithEachTable() {
        for (final String key : new String[] {"symbols = 1025", "trades = 4097", "pending = 257"}) {
            assertThat(RecordSize.largest(Configs.load("sluice.capacity." + key).control()))
                    .as(key)
                    .isGreaterThan(RecordSize.largest(DEFAULTS));
        }
    }

    /** With the frame's size in front. */
    private static int length(final String message) {
        return 4 + Schema.message(message).maxLength();
    }
}
