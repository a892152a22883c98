package io.sluice.control;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** How the machine is divided: rooms that know each other in one direction only, and desks above them. */
class StructureTest {
    private static final JavaClasses MACHINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sluice.control");

    @Test
    void shouldHaveNoRoomsThatKnowEachOtherInCircles() {
        slices().matching("io.sluice.control.(*)..").should().beFreeOfCycles().check(MACHINE);
    }

    @Test
    void shouldHaveNoRoomThatKnowsADesk() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.sluice.control", "io.sluice.control.desk..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.sluice.control.desk..")
                .check(MACHINE);
    }
}
