package io.sluice.config;

import io.sluice.codec.ComponentSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Sets of components as the bits that the machine keeps. */
final class Components {
    private Components() {}

    static int bits(final Collection<ComponentSource> components) {
        return components.stream().mapToInt(component -> 1 << component.value()).reduce(0, (a, b) -> a | b);
    }

    /** In the order of their names, as every list is kept. */
    static List<ComponentSource> ofBits(final int bits) {
        return Arrays.stream(ComponentSource.values())
                .filter(component -> component != ComponentSource.NULL_VAL && (bits >> component.value() & 1) == 1)
                .sorted(Comparator.comparing(Enum::name))
                .toList();
    }
}
