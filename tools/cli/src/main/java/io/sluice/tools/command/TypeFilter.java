package io.sluice.tools.command;

import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import io.sluice.tools.cli.CommandException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The types of inputs and outcomes that are to be shown. */
final class TypeFilter {
    private static final int FIRST = 100;
    private static final int LAST = 249;

    private final Set<Integer> templateIds;

    private TypeFilter(final Set<Integer> templateIds) {
        this.templateIds = templateIds;
    }

    /** @param names of message types, in any case; none for all. */
    static TypeFilter of(final List<String> names) {
        final Set<Integer> ids = new HashSet<>();
        for (final String name : names) {
            ids.add(messages().stream()
                    .filter(spec -> spec.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> unknown(name))
                    .id());
        }
        return new TypeFilter(ids);
    }

    /** Whether nothing is left out. */
    boolean isAll() {
        return templateIds.isEmpty();
    }

    boolean takes(final int templateId) {
        return templateIds.isEmpty() || templateIds.contains(templateId);
    }

    private static List<MessageSpec> messages() {
        return Schema.messages().stream()
                .filter(spec -> spec.id() >= FIRST && spec.id() <= LAST)
                .toList();
    }

    private static CommandException unknown(final String name) {
        return CommandException.usage("no type " + name + "; there are "
                + messages().stream().map(MessageSpec::name).sorted().collect(Collectors.joining(", ")));
    }
}
