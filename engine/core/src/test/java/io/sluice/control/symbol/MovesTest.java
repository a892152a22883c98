package io.sluice.control.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Which quantities agree with a book whose last fills a report may know or not. */
@Tag("R-4")
class MovesTest {
    private static final long ALL = Long.MIN_VALUE + 1;
    private static final long WITHOUT_ORDER = -1;

    private record Fill(long timeNs, long signedE8, long givenBy, boolean isSingle) {}

    @Provide
    Arbitrary<List<Fill>> fills() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 3),
                        Arbitraries.longs().between(-9, 9).filter(signed -> signed != 0),
                        Arbitraries.longs().between(-1, 6),
                        Arbitraries.frequency(Tuple.of(15, true), Tuple.of(1, false)))
                .as(Fill::new)
                .list()
                .ofMaxSize(Moves.KEPT)
                .map(fills -> {
                    final List<Fill> inTime = new ArrayList<>();
                    long now = 0;
                    for (final Fill fill : fills) {
                        now += fill.timeNs();
                        inTime.add(new Fill(now, fill.signedE8(), fill.givenBy(), fill.isSingle()));
                    }
                    return inTime;
                });
    }

    private static Moves moves(final List<Fill> fills) {
        final Moves moves = new Moves();
        fills.forEach(fill -> moves.add(fill.timeNs(), fill.signedE8(), fill.givenBy(), fill.isSingle(), ALL));
        return moves;
    }

    /** Every difference that is possible, by trying each choice; the two ends of the range where that is too much. */
    private static List<Long> differences(
            final List<Fill> fills, final long book, final long reported, final long since, final long record) {
        long base = book;
        final List<Fill> open = new ArrayList<>();
        for (final Fill fill : fills) {
            if (fill.timeNs() > since) {
                base -= fill.signedE8();
                if (fill.givenBy() < record) {
                    open.add(fill);
                }
            }
        }
        final List<Long> all = new ArrayList<>();
        if (open.size() > 6 || open.stream().anyMatch(fill -> !fill.isSingle())) {
            final long least = open.stream()
                    .mapToLong(fill -> Math.min(0, fill.signedE8()))
                    .sum();
            final long most = open.stream()
                    .mapToLong(fill -> Math.max(0, fill.signedE8()))
                    .sum();
            for (long sum = base + least; sum <= base + most; sum++) {
                all.add(reported - sum);
            }
            return all;
        }
        for (int choice = 0; choice < 1 << open.size(); choice++) {
            long sum = base;
            for (int i = 0; i < open.size(); i++) {
                sum += (choice >> i & 1) * open.get(i).signedE8();
            }
            all.add(reported - sum);
        }
        return all;
    }

    @Property(tries = 400)
    void shouldFindTheNearestOfAllDifferencesThatArePossible(
            @ForAll("fills") final List<Fill> fills,
            @ForAll @IntRange(min = -30, max = 30) final int reported,
            @ForAll @IntRange(max = 30) final int since,
            @ForAll @IntRange(max = 7) final int record) {
        final Moves moves = moves(fills);
        final List<Long> possible = differences(fills, 5, reported, since, record);
        final long nearest = possible.stream()
                .min(Comparator.<Long>comparingLong(Math::abs).thenComparing(Comparator.reverseOrder()))
                .orElseThrow();
        assertThat(moves.difference(5, reported, since, record)).isEqualTo(nearest);
        assertThat(moves.isInDoubt())
                .isEqualTo(fills.stream().anyMatch(fill -> fill.timeNs() > since && fill.givenBy() < record));
        final boolean isFew = fills.stream()
                        .filter(fill -> fill.timeNs() > since && fill.givenBy() < record)
                        .count()
                <= 6;
        final boolean isSingle = fills.stream()
                .filter(fill -> fill.timeNs() > since && fill.givenBy() < record)
                .allMatch(Fill::isSingle);
        for (long bound = 0; bound < 12; bound++) {
            final long most = bound;
            final boolean within = isFew && isSingle
                    ? possible.stream().anyMatch(off -> off >= -most && off <= most)
                    : possible.stream().anyMatch(off -> off >= -most)
                            && possible.stream().anyMatch(off -> off <= most);
            assertThat(moves.canBeWithin(-most, most)).as("within %s", most).isEqualTo(within);
        }
    }

    @Example
    void shouldTakeTheSmallerSumOfTwoThatAreEquallyNear() {
        final Moves moves = moves(List.of(new Fill(1, 4, WITHOUT_ORDER, true)));
        assertThat(moves.difference(4, 2, 0, 9))
                .as("2 more than 0, not 2 less than 4")
                .isEqualTo(2);
        final Moves sold = moves(List.of(new Fill(1, -4, WITHOUT_ORDER, true)));
        assertThat(sold.difference(-4, -2, 0, 9)).isEqualTo(2);
    }

    @Example
    void shouldTryUpToSixFillsAndTakeTheRangeOfMore() {
        final List<Fill> fills = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            fills.add(new Fill(1, 10, WITHOUT_ORDER, true));
        }
        assertThat(moves(fills).difference(60, 15, 0, 9)).as("10 or 20").isEqualTo(5);
        fills.add(new Fill(1, 10, WITHOUT_ORDER, true));
        final Moves seven = moves(fills);
        assertThat(seven.difference(70, 15, 0, 9)).isZero();
        assertThat(seven.difference(70, -1, 0, 9)).isEqualTo(-1);
        assertThat(seven.difference(70, 71, 0, 9)).isEqualTo(1);
    }

    private static Moves many(final int count, final long horizonNs) {
        final Moves moves = new Moves();
        for (int i = 1; i <= count; i++) {
            moves.add(i, i % 2 == 0 ? 3 : -2, WITHOUT_ORDER, true, horizonNs);
        }
        return moves;
    }

    @Example
    void shouldCountFillsThatFoundNoPlaceAsOnesThatAReportMayKnowOrNot() {
        final Moves moves = many(20, ALL);
        assertThat(moves.difference(10, -20, 0, 9)).as("all sales").isZero();
        assertThat(moves.difference(10, -21, 0, 9)).isEqualTo(-1);
        assertThat(moves.difference(10, 30, 0, 9)).as("all purchases").isZero();
        assertThat(moves.difference(10, 31, 0, 9)).isEqualTo(1);
        assertThat(moves.isInDoubt()).isTrue();
        assertThat(moves.difference(10, -15, 4, 9))
                .as("the four that fell are older")
                .isEqualTo(-1);
        assertThat(moves.difference(10, 27, 4, 9)).isEqualTo(1);
    }

    @Example
    void shouldForgetWhatFellBeforeTheHorizon() {
        final Moves moves = many(16, ALL);
        for (int i = 1; i <= 16; i++) {
            moves.add(100, 5, WITHOUT_ORDER, true, 50);
        }
        moves.add(100, 5, WITHOUT_ORDER, true, 50);
        assertThat(moves.difference(85, 0, 90, 9))
                .as("seventeen new fills, none old")
                .isZero();
        assertThat(moves.difference(85, -1, 90, 9)).isEqualTo(-1);
        assertThat(moves.difference(85, 86, 90, 9)).isEqualTo(1);
    }

    @Example
    void shouldKnowWhetherTheBookMovedAfterATime() {
        assertThat(new Moves().isAnyAfter(ALL)).isFalse();
        final Moves moves = many(17, ALL);
        assertThat(moves.isAnyAfter(16)).isTrue();
        assertThat(moves.isAnyAfter(17)).isFalse();
        moves.clear();
        assertThat(moves.isAnyAfter(0)).isFalse();
        assertThat(moves.difference(7, 7, 0, 9)).isZero();
        assertThat(moves.isInDoubt()).as("nothing of another symbol").isFalse();
    }
}
