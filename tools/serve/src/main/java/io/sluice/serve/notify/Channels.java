package io.sluice.serve.notify;

import java.util.List;

/** Names of the channels. */
final class Channels {
    static final String DISCORD = "discord";
    static final String TELEGRAM = "telegram";
    static final String WEBHOOK = "webhook";
    static final List<String> ALL = List.of(DISCORD, TELEGRAM, WEBHOOK);

    private Channels() {}
}
