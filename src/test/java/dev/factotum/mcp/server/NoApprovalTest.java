package dev.factotum.mcp.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** S7 for programs: no call that begins in this package can come to an approval, by the byte code. */
class NoApprovalTest {
    private static final String ENGINE = "dev.factotum.engine.";

    /** What of the engine this package may know. */
    private static final Set<String> KNOWN =
            Set.of("Assessor", "History", "Overview", "OverviewReader", "Request", "Requests", "Standing");

    private static final Set<String> APPROVE = Set.of(
            ENGINE + "Approvals",
            ENGINE + "AutoApprovals",
            ENGINE + "Desk",
            ENGINE + "Tray",
            ENGINE + "Engine",
            ENGINE + "Execution",
            ENGINE + "Session",
            ENGINE + "Placement");

    private final JavaClasses main = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.factotum");

    @Test
    void thisPackageKnowsOfTheEngineOnlyWhatReadsAndChecks() {
        Set<String> used = new TreeSet<>();
        main.that(resideInAPackage("dev.factotum.mcp.server"))
                .forEach(type -> type.getDirectDependenciesFromSelf().forEach(dependency -> {
                    String name = dependency.getTargetClass().getName();
                    if (name.startsWith(ENGINE)) {
                        used.add(name.substring(ENGINE.length()).replaceFirst("\\$.*", ""));
                    }
                }));
        assertTrue(KNOWN.containsAll(used), () -> "it uses " + used);
        assertTrue(used.contains("Requests"), "nothing was looked at");
    }

    @Test
    void noneOfItIsAGesture() {
        noClasses()
                .that()
                .resideInAPackage("dev.factotum.mcp..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "dev\\.factotum\\.engine\\.(Approval|Approvals|AutoApprovals|Desk|Tray|Gesture|Engine).*")
                .check(main);
    }

    /** From every method here, through every call within the program but the port that cli implements. */
    @Test
    void noCallFromHereReachesAnApproval() {
        Set<String> seen = new HashSet<>();
        Deque<com.tngtech.archunit.core.domain.JavaCodeUnit> open = new ArrayDeque<>();
        main.that(resideInAPackage("dev.factotum.mcp.server")).forEach(type -> open.addAll(type.getCodeUnits()));
        Set<String> reached = new TreeSet<>();
        while (!open.isEmpty()) {
            var unit = open.pop();
            if (!seen.add(unit.getFullName())) {
                continue;
            }
            JavaClass owner = unit.getOwner();
            if (APPROVE.contains(owner.getName()) && !unit.getName().equals("<clinit>")) {
                reached.add(unit.getFullName());
            }
            unit.getCallsFromSelf()
                    .forEach(call -> call.getTarget()
                            .resolveMember()
                            .filter(member -> member.getOwner().getName().startsWith("dev.factotum"))
                            .filter(com.tngtech.archunit.core.domain.JavaCodeUnit.class::isInstance)
                            .map(com.tngtech.archunit.core.domain.JavaCodeUnit.class::cast)
                            .ifPresent(open::add));
        }
        assertEquals(Set.of(), reached);
        assertTrue(seen.size() > 200, "only " + seen.size() + " methods were looked at");
        System.out.println("mcp.server: " + seen.size() + " methods can be reached, none of an approval");
    }
}
