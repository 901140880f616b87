package dev.factotum;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.platform.commons.annotation.Testable;

/** The diagram of the program and the habits of its code, as rules that can be run on any root package. */
enum ArchitectureRule {
    RANKS(Scope.MAIN),
    EVERY_PACKAGE_HAS_A_RANK(Scope.MAIN),
    ROOT_PACKAGE_USES_NONE(Scope.MAIN),
    NO_CYCLES(Scope.MAIN),
    NULL_MARKED(Scope.ALL),
    SPEAKING_NAMES(Scope.ALL),
    TESTS_ARE_FOUND_BY_NAME(Scope.ALL),
    DISK_BY_WORLD(Scope.MAIN),
    TIME_AND_CHANCE_BY_WORLD(Scope.MAIN),
    THREADS_BY_WORLD(Scope.MAIN),
    PROCESSES_BY_WORLD(Scope.MAIN),
    NO_SHELL(Scope.MAIN),
    STREAMS_BY_CLI(Scope.MAIN),
    NO_FIELD_INJECTION(Scope.ALL),
    NO_MUTABLE_STATICS(Scope.ALL);

    /** Which classes a rule looks at. */
    enum Scope {
        MAIN,
        ALL
    }

    /** From the lowest rank up; a class uses its own package and lower ranks only. */
    private static final List<Set<String>> RANKS_UPWARDS = List.of(
            Set.of("problem"),
            Set.of("world", "markdown"),
            Set.of("config", "secret"),
            Set.of("vault", "http", "journal"),
            Set.of("audit", "tool", "llm", "login"),
            Set.of("plan"),
            Set.of("engine"),
            Set.of("intake", "rule", "crew", "memory", "skill", "channel", "mcp", "notice"),
            Set.of("watch", "schedule", "report", "web"),
            Set.of("cli"));

    /** Who may pass by the world seam: the start of the process, its signals, and the person's own editor. */
    private static final Set<String> EXEMPT = Set.of(
            "dev.factotum.cli.Main",
            "dev.factotum.cli.Interrupt",
            "dev.factotum.cli.Editor",
            "dev.factotum.cli.Opening");

    private final Scope scope;

    ArchitectureRule(Scope scope) {
        this.scope = scope;
    }

    Scope scope() {
        return scope;
    }

    /** @param root the package that holds the ranked packages */
    ArchRule on(String root) {
        ArchRule rule = switch (this) {
            case RANKS -> ranks(root);
            case EVERY_PACKAGE_HAS_A_RANK -> ranked(root);
            case ROOT_PACKAGE_USES_NONE ->
                noClasses()
                        .that()
                        .resideInAPackage(root)
                        .should(dependOnClassesThat(resideInAPackage(root + ".(*)..")));
            case NO_CYCLES -> slices().matching(root + ".(**)").should().beFreeOfCycles();
            case NULL_MARKED ->
                classes().should(be(describe("in a package marked @NullMarked", ArchitectureRule::isNullMarked)));
            case SPEAKING_NAMES ->
                noClasses().should().haveNameMatching(".*(Manager|Service|Helper|Utils?|Impl)(\\$.*)?");
            case TESTS_ARE_FOUND_BY_NAME ->
                methods()
                        .that()
                        .areMetaAnnotatedWith(Testable.class)
                        .should()
                        .beDeclaredInClassesThat(describe("stand in a class named *Test", ArchitectureRule::isTest));
            case DISK_BY_WORLD ->
                outside(root, "world")
                        .should(dependOnClassesThat(Outside.disk()).or(accessTargetWhere(Outside.realPaths())));
            case TIME_AND_CHANCE_BY_WORLD -> only(root, "world", Outside.timeAndChance());
            case THREADS_BY_WORLD -> only(root, "world", Outside.threads());
            case PROCESSES_BY_WORLD -> only(root, "world", Outside.processes());
            case NO_SHELL -> classes().should(new NoShell());
            case STREAMS_BY_CLI -> only(root, "cli", Outside.standardStreams());
            case NO_FIELD_INJECTION ->
                noFields().should().beAnnotatedWith(describe("an injecting annotation", ArchitectureRule::injects));
            case NO_MUTABLE_STATICS -> fields().that().areStatic().should().beFinal();
        };
        return rule.allowEmptyShould(true);
    }

    private static ArchRule ranks(String root) {
        List<ArchRule> rules = new ArrayList<>();
        for (int rank = 0; rank < RANKS_UPWARDS.size(); rank++) {
            for (String name : RANKS_UPWARDS.get(rank)) {
                String[] forbidden = RANKS_UPWARDS.stream()
                        .skip(rank)
                        .flatMap(Set::stream)
                        .filter(other -> !other.equals(name))
                        .map(other -> root + "." + other + "..")
                        .toArray(String[]::new);
                if (forbidden.length > 0) {
                    rules.add(noClasses()
                            .that()
                            .resideInAPackage(root + "." + name + "..")
                            .should(dependOnClassesThat(resideInAnyPackage(forbidden)))
                            .allowEmptyShould(true));
                }
            }
        }
        return CompositeArchRule.of(rules);
    }

    private static ArchRule ranked(String root) {
        Stream<String> ranked = RANKS_UPWARDS.stream().flatMap(Set::stream).map(name -> root + "." + name + "..");
        return classes()
                .should()
                .resideInAnyPackage(Stream.concat(Stream.of(root), ranked).toArray(String[]::new));
    }

    private static ArchRule only(String root, String owner, DescribedPredicate<JavaAccess<?>> access) {
        return outside(root, owner).should(accessTargetWhere(access));
    }

    private static GivenClassesConjunction outside(String root, String owner) {
        DescribedPredicate<JavaClass> owned = resideInAPackage(root + "." + owner + "..");
        DescribedPredicate<JavaClass> exempt =
                describe("exempt", type -> EXEMPT.contains(outermost(type).getName()));
        return noClasses().that(DescribedPredicate.not(owned.or(exempt)));
    }

    private static boolean isNullMarked(JavaClass type) {
        return type.getPackage().isAnnotatedWith(NullMarked.class);
    }

    private static boolean injects(JavaAnnotation<?> annotation) {
        return Set.of("Inject", "Autowired", "Resource")
                .contains(annotation.getRawType().getSimpleName());
    }

    private static boolean isTest(JavaClass type) {
        return outermost(type).getSimpleName().endsWith("Test");
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureRule::outermost).orElse(type);
    }
}
