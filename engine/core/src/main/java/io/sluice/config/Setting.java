package io.sluice.config;

/**
 * The value that one source gives a key.
 *
 * @param value as the key's type holds it.
 * @param place where it was set, for a person.
 */
record Setting(Key key, Object value, String place) {}
