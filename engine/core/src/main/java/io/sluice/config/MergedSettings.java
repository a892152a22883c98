package io.sluice.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Settings of every source, later ones over earlier ones, and everything that is wrong with them. */
final class MergedSettings {
    private final Map<String, Setting> byPath = new LinkedHashMap<>();
    private final Set<String> badPaths = new HashSet<>();
    private final List<ConfigProblem> problems = new ArrayList<>();

    /** Takes every key below {@code sluice} of a resolved configuration; anything else in it is a problem. */
    void add(final Config config, final UnaryOperator<String> placeOf) {
        config.root().forEach((name, value) -> {
            if (name.equals(Key.ROOT) && value instanceof ConfigObject group) {
                addGroup(List.of(), group, placeOf);
            } else {
                problem(name, "unknown key: all keys stand below " + Key.ROOT, placeOf.apply(place(value.origin())));
            }
        });
    }

    /** Takes one value in plain text; items of a list are separated by commas. */
    void addText(final List<String> path, final String text, final String place) {
        final Key key = key(path, place);
        if (key == null) {
            return;
        }
        if (key.type().isList()) {
            final List<String> items = new ArrayList<>();
            for (final String item : text.split(",", -1)) {
                items.add(item.strip());
            }
            put(key, items, place);
        } else {
            put(key, text, place);
        }
    }

    /** Takes one value as HOCON gave it. */
    void addValue(final List<String> path, final ConfigValue value, final String place) {
        final Key key = key(path, place);
        if (key == null) {
            return;
        }
        if (key.type().isList() != (value.valueType() == ConfigValueType.LIST)) {
            bad(
                    key,
                    (key.type().isList() ? "must be a list, each item " : "must be ")
                            + key.type().expects(),
                    place);
        } else if (value instanceof ConfigList list) {
            put(key, list.stream().map(item -> item(key, item)).toList(), place);
        } else {
            put(key, text(value), place);
        }
    }

    private void addGroup(final List<String> path, final ConfigObject group, final UnaryOperator<String> placeOf) {
        group.forEach((name, value) -> {
            final List<String> below = new ArrayList<>(path);
            below.add(name);
            if (value instanceof ConfigObject inner) {
                addGroup(below, inner, placeOf);
            } else {
                addValue(below, value, placeOf.apply(place(value.origin())));
            }
        });
    }

    private Key key(final List<String> path, final String place) {
        final Key key = Keys.find(path);
        final String written = Key.ROOT + (path.isEmpty() ? "" : "." + ConfigUtil.joinPath(path));
        if (key == null && (path.isEmpty() || Keys.isGroup(path))) {
            problem(written, "is a group of keys, not a key", place);
        } else if (key == null) {
            final boolean dotted = Keys.isBelowSymbols(path) && path.size() > 4
                    || path.size() > 3 && Keys.isTolerance(path.subList(0, 3));
            problem(
                    written,
                    "unknown key" + (dotted ? "; a symbol with a dot must be in quotes" : hint(path, written)),
                    place);
        } else if ((Keys.isOfSymbol(path) || Keys.isTolerance(path))
                && ValueType.symbol().read().apply(path.get(2)) == null) {
            problem(written, "must name " + ValueType.symbol().expects(), place);
            return null;
        }
        return key;
    }

    /** A secret is never written here (T-4): a key of its file is what was meant. */
    private static String hint(final List<String> path, final String written) {
        final List<String> file = new ArrayList<>(path);
        file.set(path.size() - 1, path.get(path.size() - 1) + "-file");
        final Key key = Keys.find(file);
        return key == null
                ? near(written)
                : "; a secret is never written here: " + key.fullPath() + " names its file, of mode 0600";
    }

    private static String near(final String written) {
        final List<String> near =
                Nearest.of(written, Keys.all().stream().map(Key::fullPath).toList());
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    private void put(final Key key, final String text, final String place) {
        final Object value = text == null ? null : key.type().read().apply(text);
        if (value == null) {
            bad(key, "must be " + key.type().expects() + ", is " + shown(key, text), place);
        } else {
            byPath.put(key.path(), new Setting(key, value, place));
        }
    }

    /** What was written; of what may hold a secret only that it is set (T-4). */
    private static String shown(final Key key, final String text) {
        if (text == null) {
            return "no value";
        }
        return Keys.maySayTooMuch(key.fullPath() + "=") ? "(set)" : '"' + text + '"';
    }

    /** Lists are sets: kept in the order of their text, so that order changes no fingerprint. */
    private void put(final Key key, final List<String> items, final String place) {
        final Set<Object> values = new LinkedHashSet<>();
        final int problemsBefore = problems.size();
        for (final String item :
                items.stream().map(item -> item == null ? "" : item).sorted().toList()) {
            final Object value = key.type().read().apply(item);
            if (value == null) {
                bad(key, "each item must be " + key.type().expects() + ", one is \"" + item + '"', place);
            } else if (!values.add(value)) {
                bad(key, "\"" + item + "\" is there twice", place);
            }
        }
        if (problems.size() == problemsBefore) {
            byPath.put(key.path(), new Setting(key, List.copyOf(values), place));
        }
    }

    private static String item(final Key key, final ConfigValue value) {
        return key.type().isObject() && value instanceof ConfigObject
                ? value.render(ConfigRenderOptions.concise())
                : text(value);
    }

    /** Text as it was written: a number must not pass through a double. Null for what is neither. */
    private static String text(final ConfigValue value) {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> value.atKey("v").getString("v");
            case OBJECT, LIST, NULL -> null;
        };
    }

    private static String place(final ConfigOrigin origin) {
        return origin.filename() == null ? origin.description() : origin.filename() + ":" + origin.lineNumber();
    }

    private void bad(final Key key, final String message, final String place) {
        badPaths.add(key.path());
        problem(key.fullPath(), message, place);
    }

    /** Something wrong that makes the configuration invalid. */
    void problem(final String key, final String message, final String place) {
        problem(new ConfigProblem(ConfigProblem.INVALID, key, message, place));
    }

    void problem(final ConfigProblem problem) {
        problems.add(problem);
    }

    /** A key of these that was neither set nor set badly is a problem. */
    void require(final Collection<Key> keys) {
        keys.stream()
                .filter(key -> !byPath.containsKey(key.path()) && !badPaths.contains(key.path()))
                .forEach(key -> problem(key.fullPath(), "must be set: " + key.expects(), ""));
    }

    /** Whether these were all set, and none badly. */
    boolean areSound(final Collection<String> paths) {
        return byPath.keySet().containsAll(paths) && paths.stream().noneMatch(badPaths::contains);
    }

    /** Ends here if anything is wrong. */
    void throwIfRefused() {
        if (!problems.isEmpty()) {
            throw new ConfigRefusedException(problems);
        }
    }

    List<ConfigProblem> problems() {
        return List.copyOf(problems);
    }

    Setting setting(final String path) {
        return byPath.get(path);
    }

    Collection<Setting> all() {
        return byPath.values();
    }

    /** Symbols that have a limit of their own, sorted. */
    List<String> symbols() {
        return symbols(Keys::isOfSymbol);
    }

    /** Symbols that have a tolerance of their own, sorted. */
    List<String> tolerances() {
        return symbols(Keys::isTolerance);
    }

    private List<String> symbols(final Predicate<List<String>> isOfSymbol) {
        return byPath.keySet().stream()
                .map(ConfigUtil::splitPath)
                .filter(isOfSymbol)
                .map(path -> path.get(2))
                .distinct()
                .sorted()
                .collect(Collectors.toList());
    }

    long number(final String path) {
        return (Long) byPath.get(path).value();
    }

    int count(final String path) {
        return Math.toIntExact(number(path));
    }

    boolean flag(final String path) {
        return value(path, Boolean.class);
    }

    <T> T value(final String path, final Class<T> type) {
        return type.cast(byPath.get(path).value());
    }

    <T> List<T> list(final String path, final Class<T> type) {
        return ((List<?>) byPath.get(path).value()).stream().<T>map(type::cast).toList();
    }
}
