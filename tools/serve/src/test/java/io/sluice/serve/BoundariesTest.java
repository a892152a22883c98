package io.sluice.serve;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The packages of this module do not know each other; only the one above puts them together. */
class BoundariesTest {
    private static final String SERVE = "io.sluice.serve";
    /** Each part with those that it may use. */
    private static final Map<String, Set<String>> PARTS = Map.of(
            "sink", Set.of(),
            "secret", Set.of(),
            "sql", Set.of("secret"),
            "view", Set.of(),
            "live", Set.of("view"),
            "desk", Set.of(),
            "http", Set.of("desk", "view", "live", "secret"),
            "notify", Set.of("desk", "view", "secret"),
            "telemetry", Set.of("view"));

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sluice");

    @Test
    void shouldKeepThePartsApart() {
        for (final String part : PARTS.keySet()) {
            final String[] others = PARTS.keySet().stream()
                    .filter(other -> !other.equals(part) && !PARTS.get(part).contains(other))
                    .map(other -> SERVE + "." + other + "..")
                    .toArray(String[]::new);
            check(noClasses()
                    .that()
                    .resideInAPackage(SERVE + "." + part + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others));
            check(noClasses()
                    .that()
                    .resideInAPackage(SERVE + "." + part + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(SERVE, "io.sluice.engine..", "io.sluice.control..", "io.sluice.tools.."));
        }
    }

    @Test
    void shouldBeKnownToNoOtherModule() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(SERVE + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVE + "..", "org.sqlite..", "org.postgresql..", "java.sql.."));
    }

    @Test
    void shouldKeepTheDatabaseInOnePackage() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(SERVE + ".sql..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.sqlite..", "org.postgresql..", "java.sql.."));
    }

    @Test
    void shouldKeepTheServerInOnePackage() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(SERVE + ".http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.jetty.."));
    }

    private static void check(final ArchRule rule) {
        rule.check(ALL);
    }
}
