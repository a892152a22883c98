package io.sluice.serve.notify;

/**
 * How a channel is.
 *
 * @param isPersonal whether a person reads it.
 * @param isUp       whether it works: fewer than three failures in a row, and contact within a minute.
 * @param sent       messages since the start.
 * @param failed     attempts that failed since the start.
 * @param waiting    notices that are not sent yet.
 * @param trouble    why it is not up, for a person; empty while it is.
 */
public record ChannelStatus(
        String name, boolean isPersonal, boolean isUp, long sent, long failed, int waiting, String trouble) {}
