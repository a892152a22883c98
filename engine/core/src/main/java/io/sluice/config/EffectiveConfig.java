package io.sluice.config;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What is in force: each key that has a value, the value, and where that came from. */
public final class EffectiveConfig {
    private final List<Entry> entries;

    /**
     * One key.
     *
     * @param key   the whole key.
     * @param value normalised, as HOCON.
     * @param from  {@code reference}, file and line, environment variable or option.
     */
    public record Entry(String key, String value, String from) {}

    private EffectiveConfig(final List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    static EffectiveConfig of(final Settings settings) {
        final List<Key> keys = new ArrayList<>(Keys.all());
        settings.all().stream()
                .map(Setting::key)
                .filter(key -> Keys.isOfSymbol(key.elements()))
                .forEach(keys::add);
        return new EffectiveConfig(keys.stream()
                .map(key -> settings.setting(key.path()))
                .filter(Objects::nonNull)
                .map(setting ->
                        new Entry(setting.key().fullPath(), setting.key().show(setting.value()), setting.place()))
                .toList());
    }

    /** In the order of SPEC 16, then limits of single symbols. */
    public List<Entry> entries() {
        return entries;
    }

    /** Three columns, one key a line; the first two are valid HOCON. */
    public String toText() {
        final int width = entries.stream()
                .mapToInt(entry -> entry.key.length() + entry.value.length())
                .max()
                .orElse(0);
        return entries.stream()
                .map(entry -> entry.key + " = " + entry.value
                        + " ".repeat(width - entry.key.length() - entry.value.length()) + "  # " + entry.from + "\n")
                .collect(Collectors.joining());
    }

    /** An array of objects {@code key}, {@code value} (text, as in HOCON) and {@code from}. */
    public String toJson() {
        return entries.stream()
                .map(entry -> {
                    final Map<String, Object> object = new LinkedHashMap<>();
                    object.put("key", entry.key);
                    object.put("value", entry.value);
                    object.put("from", entry.from);
                    return ConfigValueFactory.fromMap(object).render(ConfigRenderOptions.concise());
                })
                .collect(Collectors.joining(",\n ", "[", "]\n"));
    }
}
