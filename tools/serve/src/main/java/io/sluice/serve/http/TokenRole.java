package io.sluice.serve.http;

import java.util.Locale;
import java.util.Set;

/** What a token may do (SPEC A-3); which route is whose says the table of routes. */
public enum TokenRole {
    /** Looks at everything. */
    VIEWER,
    /** Every command of its operator. */
    OPERATOR,
    /** Looks, and makes things stricter in its operator's name. */
    TIGHTENER,
    /** Intents of its strategy. */
    STRATEGY,
    /** Reports events, reads metrics. */
    MONITOR;

    /** Who may look. */
    public static final Set<TokenRole> READERS = Set.of(VIEWER, OPERATOR, TIGHTENER);
    /** Who may make things stricter. */
    public static final Set<TokenRole> TIGHTENERS = Set.of(OPERATOR, TIGHTENER);
    /** Who may command. */
    public static final Set<TokenRole> OPERATORS = Set.of(OPERATOR);
    /** Anyone with a token. */
    public static final Set<TokenRole> ALL = Set.of(values());

    /** As it is written everywhere. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it speaks in an operator's name. */
    boolean hasOperator() {
        return this == OPERATOR || this == TIGHTENER;
    }
}
