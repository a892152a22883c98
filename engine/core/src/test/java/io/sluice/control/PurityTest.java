package io.sluice.control;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The control machine reads no clock, no random source, no file, no thread (W-3), and reckons in fixed point (W-1). */
@Tag("W-3")
class PurityTest {
    private static final JavaClasses MACHINE = new ClassFileImporter().importPath(home().resolve("io/sluice/control"));

    private static Path home() {
        try {
            return Path.of(ControlMachine.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (final URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** For configuration and views; nothing with an order of its own. */
    private static final Set<String> OF_JAVA_UTIL = Set.of(
            "java.util.List",
            "java.util.Map",
            "java.util.ArrayList",
            "java.util.Arrays",
            "java.util.Comparator",
            "java.util.Iterator",
            "java.util.Collection",
            "java.util.Locale");

    private static final Set<String> OTHERS = Set.of(
            "java.nio.ByteOrder",
            "java.nio.charset.Charset",
            "java.nio.charset.StandardCharsets",
            "java.security.MessageDigest",
            "java.security.DigestException",
            "java.security.NoSuchAlgorithmException");

    private static final DescribedPredicate<JavaClass> PURE = resideInAnyPackage(
                    "io.sluice.control..",
                    "io.sluice.codec",
                    "io.sluice.record",
                    "io.sluice.schema",
                    "org.agrona",
                    "org.agrona.concurrent",
                    "org.agrona.collections",
                    "org.agrona.sbe")
            .or(resideInAPackage("java.lang"))
            .or(DescribedPredicate.describe(
                    "java.lang.invoke of lambdas", type -> type.getPackageName().equals("java.lang.invoke")))
            .or(DescribedPredicate.describe(
                    "records", type -> type.getName().equals("java.lang.runtime.ObjectMethods")))
            .or(DescribedPredicate.describe("function types of a comparator", type -> type.getPackageName()
                    .equals("java.util.function")))
            .or(DescribedPredicate.describe(
                    "a listed class",
                    type -> OF_JAVA_UTIL.contains(type.getBaseComponentType().getName())
                            || OTHERS.contains(type.getBaseComponentType().getName())))
            .or(DescribedPredicate.describe(
                    "a primitive", type -> type.getBaseComponentType().isPrimitive()));

    @Test
    void shouldDependOnNothingThatCouldDiffer() {
        noClasses()
                .that()
                .resideInAPackage("io.sluice.control..")
                .should()
                .dependOnClassesThat(not(PURE)
                        .and(DescribedPredicate.describe(
                                "not an array of something pure", type -> !PURE.test(type.getBaseComponentType()))))
                .check(MACHINE);
    }

    @Test
    void shouldReadNoClockAndNoThread() {
        noClasses()
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "identityHashCode", Object.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(Object.class, "hashCode")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .check(MACHINE);
    }

    /** Nobody walks a hash table. */
    @Test
    void shouldNotDependOnTheOrderOfAHashTable() {
        final Set<String> walks = Set.of("values", "keySet", "entrySet", "forEach", "iterator", "longForEach");
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe("walk a hash table", call -> {
                    final JavaClass owner = call.getTargetOwner();
                    return walks.contains(call.getName())
                            && (owner.getPackageName().startsWith("org.agrona.collections")
                                    || owner.isAssignableTo(java.util.Map.class)
                                    || owner.isAssignableTo(Set.class));
                }))
                .check(MACHINE);
    }

    @Test
    @Tag("W-1")
    void shouldReckonInFixedPoint() {
        final List<String> floating = List.of("float", "double", "java.lang.Float", "java.lang.Double");
        fields().should(new ArchCondition<com.tngtech.archunit.core.domain.JavaField>("not be floating point") {
                    @Override
                    public void check(
                            final com.tngtech.archunit.core.domain.JavaField field, final ConditionEvents events) {
                        final String type =
                                field.getRawType().getBaseComponentType().getName();
                        events.add(new SimpleConditionEvent(field, !floating.contains(type), field.getFullName()));
                    }
                })
                .check(MACHINE);
        methods()
                .should(new ArchCondition<JavaMethod>("neither take nor give floating point") {
                    @Override
                    public void check(final JavaMethod method, final ConditionEvents events) {
                        final boolean clean =
                                !floating.contains(method.getRawReturnType().getName())
                                        && method.getRawParameterTypes().stream()
                                                .noneMatch(type -> floating.contains(type.getName()));
                        events.add(new SimpleConditionEvent(method, clean, method.getFullName()));
                    }
                })
                .check(MACHINE);
    }

    @Test
    void shouldHaveNoStateOfItsClasses() {
        fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC)
                .should()
                .beFinal()
                .check(MACHINE);
        noMethods()
                .should()
                .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED)
                .check(MACHINE);
    }

    @Test
    void shouldKeepTablesAndToolsFreeOfRooms() {
        final String[] tools = Stream.of(
                        "num", "timer", "step", "config", "chain", "image", "view", "gate", "attempt", "symbol")
                .map(name -> "io.sluice.control." + name)
                .toArray(String[]::new);
        final Set<String> rooms = MACHINE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("io.sluice.control."))
                .collect(Collectors.toCollection(TreeSet::new));
        rooms.removeAll(Set.of(tools));
        assertThat(rooms).hasSizeGreaterThan(tools.length);
        classes()
                .that()
                .resideInAnyPackage(tools)
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage(rooms.toArray(String[]::new))))
                .check(MACHINE);
    }
}
