package io.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edges of what is read, and how it is written again; the whole ranges are in the round trips. */
class NumbersTest {
    @ParameterizedTest
    @Tag("W-1")
    @CsvSource({
        "0, 0, 0",
        "-0, 0, 0",
        "430.12, 43012000000, 430.12",
        "100, 10000000000, 100",
        "0.00000001, 1, 0.00000001",
        "-0.5, -50000000, -0.5",
        "1.100000000000000000000, 110000000, 1.1",
        "9999999999.99999999, 999999999999999999, 9999999999.99999999",
        "-9999999999.99999999, -999999999999999999, -9999999999.99999999"
    })
    void shouldReadDecimalsExactly(final String given, final long e8, final String written) throws Exception {
        assertThat(Decimals.parse(given)).isEqualTo(e8);
        assertThat(Decimals.toString(e8)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0, 1970-01-01T00:00:00Z",
        "1970-01-01T00:00:00.000000001Z, 1, 1970-01-01T00:00:00.000000001Z",
        "2013-11-25T09:30:00.500Z, 1385371800500000000, 2013-11-25T09:30:00.5Z",
        "2012-02-29T23:59:59Z, 1330559999000000000, 2012-02-29T23:59:59Z",
        "1969-12-31T23:59:59.999999999Z, -1, 1969-12-31T23:59:59.999999999Z",
        "2262-04-11T23:47:16.854775807Z, 9223372036854775807, 2262-04-11T23:47:16.854775807Z"
    })
    void shouldReadTimesExactly(final String given, final long timeNs, final String written) throws Exception {
        assertThat(Times.parse(given)).isEqualTo(timeNs);
        assertThat(Times.toString(timeNs)).isEqualTo(written);
    }
}
