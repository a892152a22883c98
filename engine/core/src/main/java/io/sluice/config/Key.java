package io.sluice.config;

import com.typesafe.config.ConfigUtil;
import io.sluice.control.config.ControlConfig;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One configuration key.
 *
 * @param path  without {@code sluice.}.
 * @param type  what it may be.
 * @param value its value in a decision configuration; null for a key that changes only speed or place.
 */
record Key(String path, ValueType type, Function<ControlConfig, Object> value) {
    static final String ROOT = "sluice";

    /** With {@code sluice.}, as it is written. */
    String fullPath() {
        return ROOT + "." + path;
    }

    /** The path's elements, without quotes. */
    List<String> elements() {
        return ConfigUtil.splitPath(path);
    }

    /** Whether it can change a decision, and so is journaled. */
    boolean decides() {
        return value != null;
    }

    /** What is acceptable, for a person. */
    String expects() {
        return (type.isList() ? "a list, each item " : "") + type.expects();
    }

    /** Normalised HOCON of a value. */
    String show(final Object shown) {
        return type.isList()
                ? ((List<?>) shown).stream().map(type.show()).collect(Collectors.joining(", ", "[", "]"))
                : type.show().apply(shown);
    }
}
