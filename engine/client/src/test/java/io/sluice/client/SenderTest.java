package io.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.codec.Role;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC W-7, W-8: the origin that a door gives. */
class SenderTest {
    private static final Inlet INLET = new Inlet() {
        @Override
        public Offer offer(final UnsafeBuffer envelope, final int length, final int inputOffset) {
            return Offer.OFFERED;
        }

        @Override
        public boolean isOpen() {
            return true;
        }
    };

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "\u202Eecila", "a\u0085", "a\u007F"})
    void shouldRefuseAPrincipalThatCouldDeceiveAReader(final String principal) {
        assertThatThrownBy(() -> new Sender(INLET, Role.OPERATOR, principal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("control");
    }

    @Test
    void shouldRefuseAnOriginWithoutARole() {
        assertThatThrownBy(() -> new Sender(INLET, Role.NULL_VAL, "alice"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldTakeANameInAnyAlphabet() {
        assertThat(new Sender(INLET, Role.OPERATOR, "Ådám 買")).isNotNull();
    }
}
