package io.sluice.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What becomes of text before a person sees it. */
class TextTest {
    @Test
    void shouldEscapeControlsAndBidirectionalControls() { // W-7
        assertThat(Harmless.word("a\u001b[31mb\u202ec\u0000\n\u009b\uFEFF"))
                .isEqualTo("a\\u001b[31mb\\u202ec\\u0000\\u000a\\u009b\\ufeff");
        assertThat(Harmless.plain("one\n\ttwo\r")).isEqualTo("one\n\ttwo\\u000d");
        assertThat(Harmless.plain("żółw 買う €")).isEqualTo("żółw 買う €");
    }

    @Test
    void shouldColourOnlyWhereItIsTold() {
        final String good = new Paint(true).good("good");
        assertThat(Paint.inked(Harmless.text("is " + good + "!"))).isEqualTo("is \u001b[32mgood\u001b[0m!");
        assertThat(Harmless.plain(good)).doesNotContain("\u001b").contains("\\ufdd0");
        assertThat(new Paint(false).good("good")).isEqualTo("good");
        assertThat(Paint.inked("" + Paint.BEGIN)).isEmpty();
    }

    @Test
    void shouldQuoteForAShell() {
        assertThat(Shell.quote("/a/b-c_1.d")).isEqualTo("/a/b-c_1.d");
        assertThat(Shell.quote("/a b")).isEqualTo("'/a b'");
        assertThat(Shell.quote("$(x)")).isEqualTo("'$(x)'");
        assertThat(Shell.quote("it's")).isEqualTo("'it'\\''s'");
        assertThat(Shell.quote("")).isEqualTo("''");
    }

    @Property
    void shouldBreakAnyTextIntoLinesThatFit(
            @ForAll final String text, @ForAll @IntRange(min = 40, max = 120) final int columns) {
        final String word = Harmless.word(text);
        final String broken = Wrap.at(word, columns, 10, 10);
        assertThat(broken.lines().skip(1)).allMatch(line -> line.length() <= columns);
        assertThat(broken.lines().limit(1)).allMatch(line -> line.length() <= columns - 10);
        assertThat(broken.replaceAll("\\s", "")).isEqualTo(word.replaceAll("\\s", ""));
    }
}
