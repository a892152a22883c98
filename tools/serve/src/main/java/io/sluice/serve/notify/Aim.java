package io.sluice.serve.notify;

/**
 * One way that a notice goes.
 *
 * @param channel where to.
 * @param delayMs after the event.
 * @param quiet   hours at which it waits.
 * @param must    whether it is sent by itself, at once, and in quiet hours too.
 * @param stage   0 for the first time on this channel; then it is a reminder.
 */
record Aim(String channel, long delayMs, Quiet quiet, boolean must, int stage) {}
