package io.sluice.sim;

/** What its sender hears of a message under way. */
interface Parcel {
    /** One whose sender does not care. */
    Parcel PLAIN = new Parcel() {};

    /** The engine is about to take it. */
    default void arrives() {}

    /** The engine has taken it, and lives. */
    default void hasArrived() {}

    /** It never will arrive. */
    default void isLost() {}
}
