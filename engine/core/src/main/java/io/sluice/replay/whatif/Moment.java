package io.sluice.replay.whatif;

/**
 * When something happened.
 *
 * @param sequence recorded record; of a timer that the journal lacks the record before which it fires.
 * @param timeNs   engine time.
 */
public record Moment(long sequence, long timeNs) {}
