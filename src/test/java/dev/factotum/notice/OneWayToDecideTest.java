package dev.factotum.notice;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** S7 for answers from afar: one method of one class decides, by the one gate that is held to the plan that was shown. */
class OneWayToDecideTest {
    private static final Pattern TESTS = Pattern.compile(".*/target/test-[a-z-]+/.*");

    private final JavaClasses main = new ClassFileImporter()
            .withImportOption(location -> !location.matches(TESTS))
            .importPackages("dev.factotum");

    @Test
    void onlyTheAnswersDecideAndOnlyByTheGateThatIsBoundToThePlan() {
        Set<String> calls = new TreeSet<>();
        main.that(resideInAPackage("dev.factotum.notice.."))
                .forEach(type -> type.getMethodCallsFromSelf().stream()
                        .filter(call -> call.getTargetOwner().getName().equals("dev.factotum.engine.Desk"))
                        .forEach(call -> calls.add(
                                type.getSimpleName() + "." + call.getOrigin().getName() + " → "
                                        + call.getTarget().getName())));
        assertEquals(Set.of("Answers.settle → decide"), calls);
    }

    @Test
    void nothingHereMakesAnApproval() {
        noClasses()
                .that()
                .resideInAPackage("dev.factotum.notice..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "dev\\.factotum\\.engine\\.(Approval|Approvals|AutoApprovals|Tray|Session|Engine)(\\$.*)?")
                .check(main);
    }

    @Test
    void nothingButAnswersFromAfarTakesThatGate() {
        Set<String> callers = new TreeSet<>();
        main.forEach(type -> type.getMethodCallsFromSelf().stream()
                .filter(call -> call.getTargetOwner().getName().equals("dev.factotum.engine.Desk")
                        && call.getTarget().getName().equals("decide"))
                .forEach(call -> callers.add(type.getName())));
        assertEquals(Set.of("dev.factotum.notice.answer.Answers"), callers);
    }
}
