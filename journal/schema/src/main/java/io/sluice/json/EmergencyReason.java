package io.sluice.json;

import com.fasterxml.jackson.core.JsonParser;
import io.sluice.codec.ReasonCode;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Why an emergency stop: the text that came in, else rendered from the drawdown that called it (SPEC E-1).
 *
 * @param text        the field and key.
 * @param code        what called it.
 * @param drawdownPct the drawdown then.
 */
record EmergencyReason(FieldSpec text, FieldSpec code, FieldSpec drawdownPct) implements JsonKey {
    /** {@code DD BREACH: -12.0%}: one decimal, rounded half-even. */
    static String rendered(final long drawdownPctE8) {
        return "DD BREACH: "
                + BigDecimal.valueOf(drawdownPctE8, 8)
                        .setScale(1, RoundingMode.HALF_EVEN)
                        .toPlainString()
                + "%";
    }

    @Override
    public String name() {
        return text.name();
    }

    @Override
    public boolean required() {
        return false;
    }

    @Override
    public void write(final MessageReader from, final JsonText to) {
        final String reason = shown(from);
        if (reason != null) {
            to.key(name()).string(reason);
        }
    }

    @Override
    public void read(final JsonParser from, final Draft to) throws IOException, MalformedException {
        final byte[] given = Values.text(from, text);
        final String shown = new String(given, StandardCharsets.UTF_8);
        to.atEnd(() -> {
            if (!shown.equals(rendered(to.writer().number(drawdownPct)))) {
                to.writer().bytes(text, given);
            }
        });
    }

    @Override
    public String shown(final MessageReader from) {
        if (!from.isAbsent(text)) {
            return from.text(text);
        }
        final boolean isBreach = from.number(code) == ReasonCode.RISK_BREACH_HARD.value();
        return isBreach && !from.isAbsent(drawdownPct) ? rendered(from.number(drawdownPct)) : null;
    }
}
