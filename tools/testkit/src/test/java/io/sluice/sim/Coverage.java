package io.sluice.sim;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Finds the fields of a machine that its image does not depend on: it walks all objects that can be reached, changes
 * one value at a time, and looks whether the image changes.
 */
final class Coverage {
    private static final String OWN = "io.sluice.control.";
    /** Instances of one field that are tried in one state; more are alike. */
    private static final int TRIED = 60;
    /** Elements of one array that are tried; rings are filled from their beginning. */
    private static final int ELEMENTS = 8;

    private final Set<String> passedOver;
    private final Set<String> covered = new TreeSet<>();
    private final Set<String> seen = new TreeSet<>();
    private final Map<String, Integer> tried = new HashMap<>();

    /** One value that can be changed for a moment, with its field and the field that its object stands in. */
    private record Leaf(List<String> names, Runnable change, Runnable restore) {}

    /** An object that was met, with the fields that led to it, the nearest first, two at most. */
    private record Met(List<String> owners, Object object) {}

    /** @param passedOver fields that are no state, neither they nor what they lead to. */
    Coverage(final Set<String> passedOver) {
        this.passedOver = passedOver;
    }

    /** Fields that hold a value in some object that was walked, as {@code Class.field}. */
    Set<String> seen() {
        return seen;
    }

    /** Those of them of which no image told anything. */
    Set<String> missing() {
        final Set<String> missing = new TreeSet<>(seen);
        missing.removeAll(covered);
        return missing;
    }

    /** Looks at a machine in one state. */
    void look(final Object root, final Supplier<byte[]> image) {
        final byte[] before = image.get();
        tried.clear();
        for (final Leaf leaf : leaves(root)) {
            seen.addAll(leaf.names);
            if (covered.containsAll(leaf.names) || tried.merge(leaf.names.toString(), 1, Integer::sum) > TRIED) {
                continue;
            }
            leaf.change.run();
            if (differs(before, image)) {
                covered.addAll(leaf.names);
            }
            leaf.restore.run();
        }
    }

    /** An image that cannot be made any more depends on the value all the same. */
    private static boolean differs(final byte[] before, final Supplier<byte[]> image) {
        try {
            return !Arrays.equals(before, image.get());
        } catch (final RuntimeException e) {
            return true;
        }
    }

    private List<Leaf> leaves(final Object root) {
        final List<Leaf> leaves = new ArrayList<>();
        final Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());
        final Deque<Met> open = new ArrayDeque<>();
        add(List.of(), root, met, open);
        while (!open.isEmpty()) {
            final Met next = open.removeFirst();
            final Object object = next.object;
            if (object instanceof UnsafeBuffer buffer) {
                add(next.owners, buffer.byteArray(), met, open);
            } else if (object instanceof List<?> list) {
                list.forEach(element -> add(next.owners, element, met, open));
            } else if (object instanceof Object[] array) {
                Arrays.asList(array).forEach(element -> add(next.owners, element, met, open));
            } else if (object.getClass().isArray()) {
                elements(object, next.owners, leaves);
            } else {
                fields(next, met, open, leaves);
            }
        }
        return leaves;
    }

    private void fields(final Met owner, final Set<Object> met, final Deque<Met> open, final List<Leaf> leaves) {
        final Object object = owner.object;
        for (Class<?> type = object.getClass(); isOwn(type); type = type.getSuperclass()) {
            for (final Field field : type.getDeclaredFields()) {
                final String name = type.getSimpleName() + "." + field.getName();
                if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic() || passedOver.contains(name)) {
                    continue;
                }
                field.setAccessible(true);
                final List<String> names = owner.owners.isEmpty() ? List.of(name) : List.of(name, owner.owners.get(0));
                if (!field.getType().isPrimitive() && !field.getType().isEnum()) {
                    add(names, get(field, object), met, open);
                } else if (!Modifier.isFinal(field.getModifiers())) {
                    leaves.add(leaf(names, field, object));
                }
            }
        }
    }

    private static void add(
            final List<String> owners, final Object object, final Set<Object> met, final Deque<Met> open) {
        if (object != null && isWalked(object) && met.add(object)) {
            open.add(new Met(owners, object));
        }
    }

    private static boolean isOwn(final Class<?> type) {
        return type.getName().startsWith(OWN) || type == Forgetful.class;
    }

    private static boolean isWalked(final Object object) {
        final Class<?> type = object.getClass();
        final boolean own = isOwn(type) && !type.isRecord() && !type.isEnum() && !type.isHidden();
        return own || object instanceof UnsafeBuffer || object instanceof List || type.isArray();
    }

    private static Leaf leaf(final List<String> names, final Field field, final Object object) {
        final Object value = get(field, object);
        return new Leaf(
                names, () -> set(field, object, other(field.getType(), value)), () -> set(field, object, value));
    }

    private static void elements(final Object array, final List<String> names, final List<Leaf> leaves) {
        for (int i = 0; i < Array.getLength(array) && i < ELEMENTS; i++) {
            final int at = i;
            final Object value = Array.get(array, at);
            leaves.add(new Leaf(
                    names,
                    () -> Array.set(array, at, other(array.getClass().getComponentType(), value)),
                    () -> Array.set(array, at, value)));
        }
    }

    private static Object other(final Class<?> type, final Object value) {
        if (type.isEnum()) {
            final Object[] all = type.getEnumConstants();
            return all[value == all[0] ? 1 : 0];
        }
        if (value instanceof Boolean truth) {
            return !truth;
        }
        if (value instanceof Long number) {
            return number ^ 1;
        }
        if (value instanceof Integer number) {
            return number ^ 1;
        }
        if (value instanceof Short number) {
            return (short) (number ^ 1);
        }
        if (value instanceof Byte number) {
            return (byte) (number ^ 1);
        }
        throw new AssertionError("a value of type " + type);
    }

    private static Object get(final Field field, final Object object) {
        try {
            return field.get(object);
        } catch (final IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static void set(final Field field, final Object object, final Object value) {
        try {
            field.set(object, value);
        } catch (final IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
