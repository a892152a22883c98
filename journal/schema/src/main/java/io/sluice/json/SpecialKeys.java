package io.sluice.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.codec.ActionType;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import io.sluice.schema.MessageSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The few keys whose JSON form is not their field under its name. */
final class SpecialKeys {
    private SpecialKeys() {}

    /** The keys of a message in order: its fields, but for the exceptions listed here. */
    static List<JsonKey> keys(final MessageSpec spec) {
        final List<JsonKey> keys = new ArrayList<>();
        spec.fields().forEach(field -> keys.add(new FieldKey(field)));
        switch (spec.name()) {
            case "Decision" -> {
                replace(keys, "warnings", new ShortSet(field(spec, "warnings")));
                replace(keys, "field", new FieldName(field(spec, "field"), null));
            }
            case "CommandResult" -> {
                replace(keys, "standing", new ShortSet(field(spec, "standing")));
                replace(keys, "field", new FieldName(field(spec, "field"), field(spec, "command")));
            }
            case "RequestView" -> {
                replace(keys, "input", InnerMessage.whole(field(spec, "input")));
                keys.add(InnerMessage.loosens(field(spec, "input")));
            }
            case "EmergencyChanged" -> replace(
                    keys,
                    "reason",
                    new EmergencyReason(field(spec, "reason"), field(spec, "reasonCode"), field(spec, "drawdownPct")));
            case "StatusView" -> {
                emergencyReason(keys, spec);
                nest(keys, spec, "safeguards", "policyStore", "drawdownMonitor", Renamed::withUnderscores);
            }
            case "PolicyView" -> emergencyReason(keys, spec);
            case "PolicyChanged" -> {
                for (final String side : List.of("old", "new")) {
                    replace(
                            keys,
                            side + "Value",
                            new PolicyValue(
                                    field(spec, side + "Value"), field(spec, side + "Text"), field(spec, "field")));
                    keys.removeIf(key -> key.name().equals(side + "Text"));
                }
            }
            case "PermissionsView" -> {
                replace(keys, "allowed", PermissionKeys.permissions(spec));
                replace(keys, "warned", PermissionKeys.warnings(spec));
                keys.add(PermissionKeys.reasons(spec));
            }
            case "RecoveryView" -> nest(keys, spec, "evidence", "brokerHealthy", "requiredHeard", key -> key);
            default -> {
                // no exception
            }
        }
        return keys;
    }

    private static void emergencyReason(final List<JsonKey> keys, final MessageSpec spec) {
        replace(
                keys,
                "emergencyReason",
                new EmergencyReason(
                        field(spec, "emergencyReason"),
                        field(spec, "emergencyReasonCode"),
                        field(spec, "emergencyDrawdownPct")));
    }

    /**
     * Whether a key that the schema holds optional is required all the same: an intent's order, but for a cancel, which
     * may leave it out, and a query, which may leave out the symbol too.
     */
    static boolean isRequired(final Shape shape, final String key, final Draft draft) {
        if (shape.spec().id() != OrderIntentDecoder.TEMPLATE_ID) {
            return false;
        }
        final ActionType action = ActionType.get(
                (short) draft.writer().number(shape.field("action").field()));
        return switch (key) {
            case "symbol" -> action != ActionType.QUERY;
            case "side", "quantity", "price" -> action != ActionType.QUERY && action != ActionType.CANCEL;
            default -> false;
        };
    }

    static FieldSpec field(final MessageSpec spec, final String name) {
        return spec.field(name).orElseThrow();
    }

    private static void replace(final List<JsonKey> keys, final String name, final JsonKey key) {
        keys.replaceAll(old -> old.name().equals(name) ? key : old);
    }

    /** Puts the keys of consecutive fields into an object of their own. */
    private static void nest(
            final List<JsonKey> keys,
            final MessageSpec spec,
            final String name,
            final String firstField,
            final String lastField,
            final UnaryOperator<JsonKey> naming) {
        final int first = field(spec, firstField).index();
        final List<JsonKey> inside = keys.subList(first, field(spec, lastField).index() + 1);
        final JsonKey nested = new Nested(name, inside.stream().map(naming).toList());
        inside.clear();
        keys.add(first, nested);
    }

    static void requireObject(final JsonParser from) throws MalformedException {
        if (from.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedException("wrong type: must be an object");
        }
    }

    /** A set that is left out where it is empty. */
    private record ShortSet(FieldSpec field) implements JsonKey {
        @Override
        public String name() {
            return field.name();
        }

        @Override
        public boolean required() {
            return false;
        }

        @Override
        public void write(final MessageReader from, final JsonText to) {
            if (shown(from) != null) {
                new FieldKey(field).write(from, to);
            }
        }

        @Override
        public String shown(final MessageReader from) {
            return from.isAbsent(field) || from.number(field) == 0 ? null : new FieldKey(field).shown(from);
        }

        @Override
        public void read(final JsonParser from, final Draft to) throws IOException, MalformedException {
            new FieldKey(field).read(from, to);
        }
    }

    /** A key under another name. */
    private record Renamed(FieldKey key, String name) implements JsonKey {
        /** The name of SPEC's lists: {@code policy_store}. */
        static JsonKey withUnderscores(final JsonKey key) {
            return new Renamed(
                    (FieldKey) key, key.name().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
        }

        @Override
        public boolean required() {
            return key.required();
        }

        @Override
        public void write(final MessageReader from, final JsonText to) {
            key.writeValue(from, to.key(name));
        }

        @Override
        public String shown(final MessageReader from) {
            return key.shown(from);
        }

        @Override
        public void read(final JsonParser from, final Draft to) throws IOException, MalformedException {
            key.read(from, to);
        }
    }

    /** Fields that stand in an object of their own. */
    private record Nested(String name, List<JsonKey> keys) implements JsonKey {
        @Override
        public boolean required() {
            return true;
        }

        @Override
        public void write(final MessageReader from, final JsonText to) {
            to.key(name).open('{');
            keys.forEach(key -> key.write(from, to));
            to.close('}');
        }

        @Override
        public String shown(final MessageReader from) {
            return keys.stream().map(key -> key.name() + "=" + key.shown(from)).collect(Collectors.joining(" "));
        }

        @Override
        public void read(final JsonParser from, final Draft to) throws IOException, MalformedException {
            int seen = 0;
            requireObject(from);
            while (from.nextToken() != JsonToken.END_OBJECT) {
                int at = 0;
                while (at < keys.size() && !keys.get(at).name().equals(from.currentName())) {
                    at++;
                }
                if (at == keys.size() || (seen & 1 << at) != 0) {
                    throw new MalformedException("unknown or duplicate key " + from.currentName());
                }
                seen |= 1 << at;
                from.nextToken();
                keys.get(at).read(from, to);
            }
            if (seen != (1 << keys.size()) - 1) {
                throw new MalformedException("a key is missing");
            }
        }
    }
}
