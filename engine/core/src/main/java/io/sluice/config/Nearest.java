package io.sluice.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the words that a mistyped word was meant to be. */
public final class Nearest {
    private static final int MOST = 3;
    private static final int MOST_LETTERS = 4;

    private Nearest() {}

    /** The nearest of some words, if any is near: a third of the letters may differ, and at most four. */
    public static List<String> of(final String typed, final Collection<String> words) {
        final String low = typed.toLowerCase(Locale.ROOT);
        final int allowed = Math.max(1, Math.min(MOST_LETTERS, (low.length() + 1) / 3));
        final int least = words.stream()
                .mapToInt(word -> distance(low, word.toLowerCase(Locale.ROOT)))
                .min()
                .orElse(Integer.MAX_VALUE);
        return least > allowed
                ? List.of()
                : words.stream()
                        .filter(word -> distance(low, word.toLowerCase(Locale.ROOT)) == least)
                        .sorted(Comparator.naturalOrder())
                        .limit(MOST)
                        .toList();
    }

    /** Letters to add, drop, change, or swap with their neighbour. */
    static int distance(final String from, final String to) {
        final int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : least(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int least(final int[][] cost, final String from, final String to, final int i, final int j) {
        final int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        final int one = Math.min(cost[i - 1][j - 1] + change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        final boolean isSwap =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return isSwap ? Math.min(one, 1 + cost[i - 2][j - 2]) : one;
    }
}
