package io.sluice.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.codec.PolicyField;
import io.sluice.schema.EnumSpec;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import io.sluice.schema.Schema;
import java.io.IOException;

/**
 * Old or new value of a policy field: an int64 whose meaning the named field decides, or a text.
 *
 * @param value the number.
 * @param text  the text, which only the emergency's reason has.
 * @param field names the policy field.
 */
record PolicyValue(FieldSpec value, FieldSpec text, FieldSpec field) implements JsonKey {
    private static final String RENDERED_START = "DD BREACH: ";

    private static final int MAX_DIGITS = 18;

    /** How the number is to be understood. */
    private enum Meaning {
        BOOL,
        SECONDS,
        DECIMAL,
        TIME,
        TRADING_MODE,
        SYSTEM_MODE,
        REASON;

        private static Meaning of(final int policyField) {
            return switch (PolicyField.get((short) policyField)) {
                case EMERGENCY_MODE,
                        ALLOW_NEW_TRADES,
                        HITL_ENABLED,
                        AUTO_APPROVE_PAPER,
                        REQUIRE_APPROVAL_FOR_LIVE,
                        GUARDIAN_LOCKED -> BOOL;
                case APPROVAL_TIMEOUT_SECONDS, NULL_VAL -> SECONDS;
                case SLIPPAGE_MAX_PERCENT -> DECIMAL;
                case EMERGENCY_ACTIVATED_AT, OVERRIDE_EXPIRES_AT -> TIME;
                case TRADING_MODE -> Meaning.TRADING_MODE;
                case OVERRIDE_MODE -> SYSTEM_MODE;
                case EMERGENCY_REASON -> REASON;
            };
        }

        private EnumSpec spellings() {
            return Schema.values(this == TRADING_MODE ? "TradingMode" : "SystemMode");
        }
    }

    @Override
    public String name() {
        return value.name();
    }

    @Override
    public boolean required() {
        return false;
    }

    @Override
    public void write(final MessageReader from, final JsonText to) {
        if (!from.isAbsent(text)) {
            to.key(name()).string(from.text(text));
        } else if (!from.isAbsent(value)) {
            to.key(name());
            final long number = from.number(value);
            switch (Meaning.of((int) from.number(field))) {
                case BOOL -> to.bool(number != 0);
                case SECONDS -> to.number(number);
                default -> to.string(shown(from));
            }
        }
    }

    @Override
    public String shown(final MessageReader from) {
        if (!from.isAbsent(text)) {
            return from.text(text);
        }
        if (from.isAbsent(value)) {
            return null;
        }
        final long number = from.number(value);
        final Meaning meaning = Meaning.of((int) from.number(field));
        return switch (meaning) {
            case BOOL -> Boolean.toString(number != 0);
            case SECONDS -> Long.toString(number);
            case DECIMAL -> Decimals.toString(number);
            case TIME -> Times.toString(number);
            case TRADING_MODE, SYSTEM_MODE -> FieldKey.spelling(meaning.spellings(), number);
            case REASON -> EmergencyReason.rendered(number);
        };
    }

    /** What is given can only be understood when the policy field is known. */
    @Override
    public void read(final JsonParser from, final Draft to) throws IOException, MalformedException {
        final JsonToken token = from.currentToken();
        if (!token.isScalarValue()) {
            throw new MalformedException("wrong type: must be a single value");
        }
        final String given = from.getText();
        to.atEnd(() -> {
            try {
                readAs(Meaning.of((int) to.writer().number(field)), token, given, to);
            } catch (final MalformedException e) {
                throw e.at(name(), 0);
            }
        });
    }

    private void readAs(final Meaning meaning, final JsonToken token, final String given, final Draft to)
            throws MalformedException {
        final JsonToken wanted =
                switch (meaning) {
                    case BOOL -> given.equals("true") ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE;
                    case SECONDS -> JsonToken.VALUE_NUMBER_INT;
                    default -> JsonToken.VALUE_STRING;
                };
        if (token != wanted) {
            throw new MalformedException("wrong type for this field");
        }
        if (meaning == Meaning.REASON && !isRendered(given)) {
            to.writer().bytes(text, Values.text(given, text.maxLength(), false));
            return;
        }
        to.writer().number(value, number(meaning, given));
    }

    private static long number(final Meaning meaning, final String given) throws MalformedException {
        return switch (meaning) {
            case BOOL -> given.equals("true") ? 1 : 0;
            case SECONDS -> seconds(given);
            case DECIMAL -> Decimals.parse(given);
            case TIME -> Times.parse(given);
            case TRADING_MODE, SYSTEM_MODE -> Values.spelling(given, meaning.spellings());
            case REASON -> Decimals.parse(given.substring(RENDERED_START.length(), given.length() - 1));
        };
    }

    private static long seconds(final String given) throws MalformedException {
        if (given.length() > MAX_DIGITS) {
            throw new MalformedException("out of range");
        }
        return Long.parseLong(given);
    }

    private static boolean isRendered(final String given) {
        return given.matches(RENDERED_START + "-?[0-9]{1,10}\\.[0-9]%");
    }
}
