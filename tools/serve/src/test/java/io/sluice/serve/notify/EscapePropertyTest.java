package io.sluice.serve.notify;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** What came in has no meaning in Discord. */
@Tag("N-2")
class EscapePropertyTest {
    /** However long or strange a text is: within the limit, whole characters, and no sign of markup without escape. */
    @Property(tries = 300)
    void shouldEscapeAnyText(@ForAll final String text) {
        final String escaped = DiscordMessage.escape(text, 100);
        assertThat(escaped.length()).isLessThanOrEqualTo(100);
        assertThat(escaped.replaceAll("(?s)\\\\.", "").matches("(?s)[^\\\\*_~`|>#\\[\\]()<@:]*"))
                .isTrue();
        assertThat(text.replace("\u2060", ""))
                .startsWith(escaped.replaceAll("(?s)\\\\(.)", "$1").replace("\u2060", ""));
    }
}
