package dev.oriel.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.oriel.engine.EngineOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackagesTest {
    /**
     * The facts at the engine's entrance: its options, its status, its aggregates. Packages inside it receive and fill them. They
     * close no cycle, because a fact uses nothing of the packages inside; the test beside the rule holds them to that.
     */
    private static final DescribedPredicate<JavaClass> ENTRANCE_FACTS = resideInAPackage("dev.oriel.engine")
            .and(describe(
                    "are records or the options", type -> type.isRecord() || type.isEquivalentTo(EngineOptions.class)));

    @Test
    void packages_dependOnEachOtherInOneDirection() {
        slices().assignedFrom(new EveryPackage())
                .should()
                .beFreeOfCycles()
                .ignoreDependency(alwaysTrue(), ENTRANCE_FACTS)
                .because("two packages that need each other are one package with a wall in it")
                .check(Repository.mainClasses());
    }

    @Test
    void entranceFacts_useNothingOfThePackagesInside() {
        noClasses()
                .that(ENTRANCE_FACTS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.oriel.engine.*..")
                .because("they are left out of the search for cycles")
                .check(Repository.mainClasses());
    }

    @Test
    void everyPackage_hasAPackageInfoWithoutNulls() {
        JavaClasses main = Repository.mainClasses();
        List<String> unmarked = main.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(name -> !isNullMarked(main, name))
                .sorted()
                .toList();
        assertThat(unmarked)
                .as("packages whose package-info.java is missing or lacks @NullMarked, where null is checked by nobody")
                .isEmpty();
    }

    private static boolean isNullMarked(JavaClasses main, String packageName) {
        String packageInfo = packageName + ".package-info";
        return main.contain(packageInfo)
                && main.get(packageInfo).isAnnotatedWith("org.jspecify.annotations.NullMarked");
    }

    /** Every package by itself, so that a cycle between a package and the one inside it is found as well. */
    private static final class EveryPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "every package";
        }
    }
}
