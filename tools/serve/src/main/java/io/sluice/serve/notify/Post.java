package io.sluice.serve.notify;

import java.util.List;

/**
 * A message for a channel to show.
 *
 * @param nonce      the same each time that this message is sent, and no other's.
 * @param notices    at least one; more than one are of the same event.
 * @param link       to the request, with its token; null for none.
 * @param isReminder whether the notice was shown before.
 * @param isAgain    whether this message may be there already.
 */
record Post(String nonce, List<Notice> notices, String link, boolean isReminder, boolean isAgain) {
    Post {
        notices = List.copyOf(notices);
    }

    Notice first() {
        return notices.get(0);
    }
}
