package io.sluice.tools;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which package may know which: the arrows of the layout, as a table. Every package has a row. */
class BoundariesTest {
    private static final String ROOT = "io.sluice.";
    private static final String MESSAGES = "codec schema record json";
    private static final String STORE = MESSAGES + " journal seal state";
    private static final String MACHINE = "control control..";

    /** Package (two dots: with all below), then what it may know beside itself. */
    private static final Map<String, String> MAY_KNOW = new LinkedHashMap<>();

    static {
        row("codec", "");
        row("schema", "codec");
        row("record", "codec schema");
        row("json", "codec schema record");
        row("journal", "codec schema record");
        row("seal", "codec schema record journal");
        row("state", "journal schema");
        row("session", "codec schema");
        row("client", MESSAGES + " session");
        row("control..", "codec schema record");
        row("config", MESSAGES + " control.config");
        row("replay..", STORE + " client config " + MACHINE);
        row("engine.shm", "");
        row("engine.line", STORE + " client config replay " + MACHINE);
        row("engine.follow", STORE + " client config replay engine.line " + MACHINE);
        row("engine.start", STORE + " client config replay engine.line engine.shm " + MACHINE);
        row("engine.door", STORE + " client session config replay engine.line engine.shm " + MACHINE);
        row(
                "engine",
                STORE + " client config replay engine.line engine.follow engine.shm engine.start engine.door "
                        + MACHINE);
        row("sim", MESSAGES + " config replay control control.config control.gate control.view control.image");
        row("tools..", STORE + " client config replay replay.whatif engine engine.start engine.door sim " + MACHINE);
    }

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sluice");

    private static void row(final String who, final String whom) {
        MAY_KNOW.put(who, whom);
    }

    @Test
    void shouldKnowOnlyWhatItsRowNames() {
        MAY_KNOW.forEach((who, whom) -> {
            final List<String> allowed = Stream.concat(Stream.of(who), Arrays.stream(whom.split(" ")))
                    .filter(name -> !name.isEmpty())
                    .toList();
            classes()
                    .that(resideIn(List.of(who)))
                    .should()
                    .onlyDependOnClassesThat(resideIn(allowed).or(foreign()))
                    .as(who + " knows " + allowed)
                    .check(ALL);
        });
    }

    @Test
    void shouldHaveARowForEveryPackage() {
        final Set<String> without = ALL.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT))
                .filter(name -> MAY_KNOW.keySet().stream().noneMatch(row -> matches(row, name)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(without).isSubsetOf("io.sluice.testing");
    }

    @Test
    void shouldHaveNoCircles() {
        slices().matching("io.sluice.(*)..").should().beFreeOfCycles().check(ALL);
        slices().matching("io.sluice.engine.(*)..").should().beFreeOfCycles().check(ALL);
        slices().matching("io.sluice.replay.(*)..").should().beFreeOfCycles().check(ALL);
        slices().matching("io.sluice.tools.(*)..").should().beFreeOfCycles().check(ALL);
    }

    private static DescribedPredicate<JavaClass> resideIn(final List<String> rows) {
        return DescribedPredicate.describe("in one of " + rows, type -> rows.stream()
                .anyMatch(row -> matches(row, type.getBaseComponentType().getPackageName())));
    }

    private static DescribedPredicate<JavaClass> foreign() {
        return DescribedPredicate.describe(
                "of another project",
                type -> !type.getBaseComponentType().getPackageName().startsWith(ROOT));
    }

    private static boolean matches(final String row, final String packageName) {
        if (!row.endsWith("..")) {
            return packageName.equals(ROOT + row);
        }
        final String above = ROOT + row.substring(0, row.length() - 2);
        return packageName.equals(above) || packageName.startsWith(above + ".");
    }
}
