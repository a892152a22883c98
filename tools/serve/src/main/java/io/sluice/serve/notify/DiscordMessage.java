package io.sluice.serve.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.ServeConfig.Buttons;
import java.util.Map;

/** A message in Discord's form: an embed with buttons. Text that came in cannot format, link or mention anything. */
final class DiscordMessage {
    private static final int ROW = 1;
    private static final int BUTTON = 2;
    private static final int GREY = 2;
    private static final int GREEN = 3;
    private static final int RED = 4;
    private static final int LINK = 5;
    private static final int LONGEST_TITLE = 256;
    private static final int LONGEST_TEXT = 4000;
    private static final int LONGEST_FIELD = 1024;
    /** What has a meaning in Discord's markup, the colon of a link or an emoji included. */
    private static final String MARKUP = "\\*_~`|>#[]()<@:-+.!";

    private static final Map<String, Integer> COLOURS =
            Map.of("info", 0x3b82f6, "warning", 0xf97316, "critical", 0xef4444);

    private DiscordMessage() {}

    /** Of a message that is sent. */
    static ObjectNode post(final Post post, final Buttons buttons) {
        return edit(post, buttons).put("nonce", post.nonce()).put("enforce_nonce", true);
    }

    /** Of one that is changed. */
    static ObjectNode edit(final Post post, final Buttons buttons) {
        final Card card = Card.of(post);
        final ObjectNode message = Json.object();
        final ObjectNode embed = message.putArray("embeds").addObject();
        embed.put("title", escape(card.title(), LONGEST_TITLE));
        if (!card.text().isEmpty()) {
            embed.put("description", escape(card.text(), LONGEST_TEXT));
        }
        embed.put("color", COLOURS.get(Notice.severity(card.severity())));
        final ArrayNode fields = embed.putArray("fields");
        card.lines().forEach(line -> field(fields, line.name(), escape(line.value(), LONGEST_FIELD), true));
        if (card.untilSeconds() > 0) {
            field(fields, "Ends", "<t:" + card.untilSeconds() + ":R>", true);
        }
        if (!card.reasoning().isEmpty()) {
            field(fields, "Reasoning", escape(card.reasoning(), LONGEST_FIELD), false);
        }
        embed.putObject("footer").put("text", card.footer());
        buttons(message.putArray("components"), card, post.link(), buttons);
        message.putObject("allowed_mentions").putArray("parse");
        return message;
    }

    private static void field(final ArrayNode fields, final String name, final String value, final boolean inline) {
        fields.addObject().put("name", name).put("value", value).put("inline", inline);
    }

    private static void buttons(final ArrayNode components, final Card card, final String link, final Buttons buttons) {
        if (card.request() == null || buttons == Buttons.NONE && link == null) {
            return;
        }
        final ArrayNode row = components.addObject().put("type", ROW).putArray("components");
        if (buttons == Buttons.BOTH) {
            button(row, GREEN, "APPROVE", Decider.button(Decider.APPROVE, card.request()));
        }
        if (buttons != Buttons.NONE) {
            button(row, RED, "REJECT", Decider.button(Decider.REJECT, card.request()));
            if (card.request().isRequest()) {
                button(row, GREY, "I have it", Decider.button(Decider.HOLD, card.request()));
            }
        }
        if (link != null) {
            row.addObject()
                    .put("type", BUTTON)
                    .put("style", LINK)
                    .put("label", "Open")
                    .put("url", link);
        }
    }

    private static void button(final ArrayNode row, final int style, final String label, final String id) {
        row.addObject()
                .put("type", BUTTON)
                .put("style", style)
                .put("label", label)
                .put("custom_id", id);
    }

    /** Takes every meaning from a text, and what is too long; never half an escape or half a character. */
    static String escape(final String text, final int most) {
        final StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            final int c = text.codePointAt(i);
            final boolean isMarkup = c < 128 && MARKUP.indexOf(c) >= 0;
            // A word joiner after the sign keeps a client from reading a mention.
            final String shown = (isMarkup ? "\\" : "") + Character.toString(c) + (c == '@' ? "\u2060" : "");
            if (out.length() + shown.length() > most) {
                break;
            }
            out.append(shown);
        }
        return out.toString();
    }
}
