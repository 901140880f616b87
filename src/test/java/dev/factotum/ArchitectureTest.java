package dev.factotum;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The architecture holds, and each of its rules can fail: {@code dev.factotum.planted} breaks them all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private static final String ROOT = "dev.factotum";
    private static final String PLANTED = "dev.factotum.planted";
    private static final Pattern TEST_FOLDER = Pattern.compile("/target/test-[a-z-]+/");

    private final JavaClasses everything = new ClassFileImporter().importPackages(ROOT);
    private final JavaClasses planted = everything.that(resideInAPackage(PLANTED + ".."));
    private final JavaClasses all = everything.that(not(resideInAPackage(PLANTED + "..")));
    private final JavaClasses main = all.that(describe("of the program", type -> !isTest(type)));

    @ParameterizedTest
    @EnumSource
    void theRuleHolds(ArchitectureRule rule) {
        rule.on(ROOT)
                .check(
                        switch (rule.scope()) {
                            case MAIN -> main;
                            case ALL -> all;
                        });
    }

    @ParameterizedTest
    @EnumSource
    void theRuleCanFail(ArchitectureRule rule) {
        String failure = String.join(
                "\n", rule.on(PLANTED).evaluate(planted).getFailureReport().getDetails());
        for (String culprit : culprits(rule)) {
            assertTrue(failure.contains(culprit), () -> culprit + " goes unnoticed by " + rule + ":\n" + failure);
        }
    }

    @Test
    void theProgramIsWhatTheRulesLookAt() {
        assertTrue(main.contain(Version.class), "the program's classes are not seen");
        assertFalse(main.contain(ArchitectureTest.class), "tests are taken for the program");
        assertTrue(all.contain(ArchitectureTest.class), "the tests are not seen");
    }

    /** What each rule must report of the planted classes. */
    private static List<String> culprits(ArchitectureRule rule) {
        return switch (rule) {
            case RANKS -> List.of("Upward", "Peer");
            case EVERY_PACKAGE_HAS_A_RANK -> List.of("planted.stray.Unranked");
            case ROOT_PACKAGE_USES_NONE -> List.of("planted.Downward");
            case NO_CYCLES -> List.of("Slice plan", "Slice engine");
            case NULL_MARKED -> List.of("planted.stray.Unranked");
            case SPEAKING_NAMES -> List.of("WidgetManager", "WidgetManager$CountUtils");
            case TESTS_ARE_FOUND_BY_NAME -> List.of("StageProperties.unseen", "StageProperties.unseenEither");
            case DISK_BY_WORLD -> List.of("Disk.exists", "Disk.open", "Disk.real", "Disk.old");
            case TIME_AND_CHANCE_BY_WORLD ->
                List.of("Time.millis", "Time.nanos", "Time.today", "Time.reference", "Time.clock", "Time.dice");
            case THREADS_BY_WORLD -> List.of("Threads.nap", "Threads.fresh", "Threads.pool");
            case PROCESSES_BY_WORLD -> List.of("Processes.start", "Processes.run", "Processes.variable");
            case NO_SHELL -> List.of("planted.engine.Processes starts the shell /bin/sh");
            case STREAMS_BY_CLI -> List.of("Streams.print", "Streams.trace");
            case NO_FIELD_INJECTION -> List.of("Injected.given");
            case NO_MUTABLE_STATICS -> List.of("Injected.count");
        };
    }

    private static boolean isTest(JavaClass type) {
        return type.getSource()
                .map(source -> TEST_FOLDER.matcher(source.getUri().toString()).find())
                .orElseThrow(() -> new IllegalStateException("no class file of " + type));
    }
}
