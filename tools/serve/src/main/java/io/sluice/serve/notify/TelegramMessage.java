package io.sluice.serve.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.ServeConfig.Buttons;
import io.sluice.json.Times;
import java.util.concurrent.TimeUnit;

/** A message in Telegram's form: plain text without any markup, and an inline keyboard. */
final class TelegramMessage {
    private static final int LONGEST = 4000;

    private TelegramMessage() {}

    /** Of a message of a chat; {@code message_id} is added where one is changed. */
    static ObjectNode of(final Post post, final String chat, final Buttons buttons) {
        final Card card = Card.of(post);
        final StringBuilder text = new StringBuilder(card.title());
        if (post.isAgain()) {
            text.append(" (again)");
        }
        if (!card.text().isEmpty()) {
            text.append('\n').append(card.text());
        }
        card.lines()
                .forEach(line ->
                        text.append('\n').append(line.name()).append(": ").append(line.value()));
        if (card.untilSeconds() > 0) {
            text.append("\nEnds: ").append(Times.toString(TimeUnit.SECONDS.toNanos(card.untilSeconds())));
        }
        if (!card.reasoning().isEmpty()) {
            text.append("\nReasoning: ").append(card.reasoning());
        }
        text.append("\n(").append(card.footer()).append(')');
        final ObjectNode message = Json.object().put("chat_id", chat).put("text", cut(text));
        message.putObject("link_preview_options").put("is_disabled", true);
        keyboard(message.putObject("reply_markup").putArray("inline_keyboard"), card, post.link(), buttons);
        return message;
    }

    private static String cut(final StringBuilder text) {
        if (text.length() <= LONGEST) {
            return text.toString();
        }
        final int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "...";
    }

    private static void keyboard(final ArrayNode keyboard, final Card card, final String link, final Buttons buttons) {
        if (card.request() == null || buttons == Buttons.NONE && link == null) {
            return;
        }
        final ArrayNode row = keyboard.addArray();
        if (buttons == Buttons.BOTH) {
            button(row, "APPROVE", Decider.button(Decider.APPROVE, card.request()));
        }
        if (buttons != Buttons.NONE) {
            button(row, "REJECT", Decider.button(Decider.REJECT, card.request()));
            if (card.request().isRequest()) {
                button(row, "I have it", Decider.button(Decider.HOLD, card.request()));
            }
        }
        if (link != null) {
            row.addObject().put("text", "Open").put("url", link);
        }
    }

    private static void button(final ArrayNode row, final String label, final String data) {
        row.addObject().put("text", label).put("callback_data", data);
    }
}
