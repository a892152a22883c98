package io.sluice.schema;

/**
 * What is wrong with bytes that claim to be an input.
 *
 * @param message its type, as the schema names it; null if there is no such one.
 * @param field   the one that is wrong, null if it is none of them.
 * @param what    is wrong with it.
 */
public record Wrong(String message, String field, String what) {
    /** In one line, as {@code EmergencyStop.reason: missing}. */
    @Override
    public String toString() {
        return message == null ? what : message + (field == null ? "" : "." + field) + ": " + what;
    }
}
