package io.sluice.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.codec.ActionType;
import io.sluice.codec.SystemMode;
import io.sluice.schema.EnumSpec;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.io.IOException;
import java.util.StringJoiner;
import java.util.function.BiFunction;

/** The objects by action of a PermissionsView: permissions, warnings, reasons. */
final class PermissionKeys {
    private static final EnumSpec ACTIONS = Schema.values("ActionSet");

    private PermissionKeys() {}

    /** Every action, true or false. */
    static JsonKey permissions(final MessageSpec spec) {
        return new ByAction("permissions", SpecialKeys.field(spec, "allowed"), true, false, (view, action) -> null);
    }

    /** A text for each action that is allowed with a warning. */
    static JsonKey warnings(final MessageSpec spec) {
        return new ByAction("warnings", SpecialKeys.field(spec, "warned"), true, true, (view, action) -> {
            final String text = GateTexts.warning(action);
            return text == null ? "Allowed with a warning" : text;
        });
    }

    /** A text for each action that is refused; read past, since it follows from the rest. */
    static JsonKey reasons(final MessageSpec spec) {
        final FieldSpec mode = SpecialKeys.field(spec, "mode");
        return new ByAction(
                "reasons",
                SpecialKeys.field(spec, "allowed"),
                false,
                true,
                (view, action) ->
                        GateTexts.refusal(SystemMode.get((short) view.number(mode)), GateTexts.stage(view), action));
    }

    /**
     * An object with actions for keys.
     *
     * @param set     the actions.
     * @param isSet   true: of the actions in the set; false: of those that are not.
     * @param isText  texts for those actions alone, else true or false for every action.
     */
    private record ByAction(
            String name,
            FieldSpec set,
            boolean isSet,
            boolean isText,
            BiFunction<MessageReader, ActionType, String> text)
            implements JsonKey {
        @Override
        public boolean required() {
            return isSet;
        }

        @Override
        public void write(final MessageReader from, final JsonText to) {
            to.key(name).open('{');
            for (final String spelling : ACTIONS.spellings()) {
                final boolean isMember = (from.number(set) & 1L << ACTIONS.value(spelling)) != 0;
                if (!isText) {
                    to.key(spelling).bool(isMember);
                } else if (isMember == isSet) {
                    to.key(spelling).string(text.apply(from, ActionType.get((short) ACTIONS.value(spelling))));
                }
            }
            to.close('}');
        }

        @Override
        public String shown(final MessageReader from) {
            final StringJoiner parts = new StringJoiner(isText ? "\n" : " ");
            for (final String spelling : ACTIONS.spellings()) {
                final boolean isMember = (from.number(set) & 1L << ACTIONS.value(spelling)) != 0;
                if (!isText && isMember) {
                    parts.add(spelling);
                } else if (isText && isMember == isSet) {
                    parts.add(spelling + ": " + text.apply(from, ActionType.get((short) ACTIONS.value(spelling))));
                }
            }
            return parts.toString();
        }

        @Override
        public void read(final JsonParser from, final Draft to) throws IOException, MalformedException {
            SpecialKeys.requireObject(from);
            long seen = 0;
            long members = 0;
            while (from.nextToken() != JsonToken.END_OBJECT) {
                final int action = ACTIONS.value(from.currentName());
                if (action < 0 || (seen & 1L << action) != 0) {
                    throw new MalformedException("unknown or duplicate key " + from.currentName());
                }
                from.nextToken();
                seen |= 1L << action;
                members |= (isText ? readText(from) : Values.bool(from)) << action;
            }
            if (!isText && seen != ACTIONS.mask()) {
                throw new MalformedException("a key is missing");
            }
            if (isSet) {
                to.writer().number(set, members);
            }
        }

        private static long readText(final JsonParser from) throws IOException, MalformedException {
            Values.string(from, "a text");
            return 1;
        }
    }
}
