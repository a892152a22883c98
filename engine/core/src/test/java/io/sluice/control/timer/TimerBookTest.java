package io.sluice.control.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("W-6")
class TimerBookTest {
    private static final int TIMERS = 12;

    /** @param deadline of the timer, 20 for none, or 0 to cancel it, or -1 to fire the next one. */
    record Move(int timer, long deadline) {}

    @Provide
    Arbitrary<List<Move>> moves() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, TIMERS - 1),
                        Arbitraries.longs().between(-1, 20))
                .as(Move::new)
                .list()
                .ofMaxSize(200);
    }

    @Property
    void shouldFireByDeadlineKindAndSubjectLikeASortedList(@ForAll("moves") final List<Move> moves) {
        final TimerBook book = new TimerBook(1);
        final List<Timer> timers = new ArrayList<>();
        for (int i = 0; i < TIMERS; i++) {
            timers.add(new Timer(TimerKind.values()[i % 3], i / 3));
        }
        for (final Move move : moves) {
            final Timer timer = timers.get(move.timer);
            if (move.deadline > 0) {
                book.set(timer, move.deadline == 20 ? Timer.UNSET : move.deadline);
            } else if (move.deadline == 0) {
                book.cancel(timer);
            } else if (book.next() != null) {
                book.cancel(book.next());
            }
            final Timer expected = timers.stream()
                    .filter(Timer::isSet)
                    .min(Comparator.comparingLong(Timer::deadlineNs)
                            .thenComparing(Timer::kind)
                            .thenComparingLong(Timer::subject))
                    .orElse(null);
            assertThat(book.next()).isSameAs(expected);
            assertThat(book.nextDeadlineNs()).isEqualTo(expected == null ? Timer.UNSET : expected.deadlineNs());
        }
    }
}
