package io.sluice.control;

import java.util.Map;

/** One line as a person would read it: an outcome, or a row of a view. */
record Outcome(Map<String, Object> fields) {
    /** Name of the message. */
    String type() {
        return get("type");
    }

    /** A field as text, null where absent. */
    String get(final String key) {
        final Object value = fields.get(key);
        return value == null ? null : value.toString();
    }

    long id(final String key) {
        return ((Number) fields.get(key)).longValue();
    }

    boolean is(final String key, final String value) {
        return value.equals(get(key));
    }

    /** What matters in few words. */
    String brief() {
        return switch (type()) {
            case "Decision" -> "Decision " + get("verdict") + " " + get("code")
                    + (is("repeat", "true") ? " repeat" : "");
            case "TradeTransition" -> get("from") + "->" + get("to") + " " + get("reason");
            case "ModeChanged" -> get("fromMode") + "->" + get("toMode") + " " + get("reasonCode");
            case "RecoveryProgress" -> get("stage") + " " + get("result");
            case "ComponentChanged" -> get("source") + " " + get("fromLevel") + "->" + get("toLevel");
            case "DrawdownBreach" -> get("level") + " " + get("equity") + " of " + get("peak") + " "
                    + get("drawdownPct");
            case "EmergencyChanged" -> "Emergency " + get("phase");
            case "ClosePosition" -> "Close " + get("side") + " " + get("quantity") + " " + get("symbol") + " #"
                    + get("attempt");
            case "CancelOrder" -> "Cancel " + get("symbol") + " #" + get("attempt");
            case "BookAdjusted" -> "Book " + get("symbol") + " " + get("fromQuantity") + "->" + get("toQuantity");
            case "PolicyChanged" -> "Policy " + get("field") + " " + get("oldValue") + "->" + get("newValue");
            case "CommandResult" -> "Result " + get("code");
            case "SecurityAlert" -> "Alert " + get("code");
            default -> type();
        };
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
