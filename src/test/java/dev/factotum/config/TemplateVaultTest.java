package dev.factotum.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.markdown.Properties;
import dev.factotum.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What init lays down must be right in the eyes of the checker that reads it. */
class TemplateVaultTest {
    private static final Path TEMPLATE = Path.of("vault-template");

    @Test
    void itsSettingsHaveNoProblems() throws IOException {
        Desk desk = new Desk();
        for (Path file : files("")) {
            desk.world.disk().person().write(Desk.ROOT.resolve(TEMPLATE.relativize(file)), Files.readAllBytes(file));
        }
        SettingsFile.Loaded.Good good = desk.good();

        assertEquals(List.of(), good.warnings().stream().map(Problem::oneLine).toList());
        assertTrue(!good.settings().agents().isEmpty());
        assertTrue(!good.settings().clients().isEmpty());
        assertTrue(!good.settings().contacts().isEmpty());
    }

    @Test
    void itsRulesHaveNoProblems() throws IOException {
        List<Path> rules = files("Rules");
        List<String> problems = new ArrayList<>();
        for (Path file : rules) {
            Properties properties = Properties.of(Files.readString(file));
            assertEquals(java.util.Optional.empty(), properties.fault());
            if (!properties.values().isEmpty()) {
                SchemaName.RULE.check(properties.values(), file.toString()).forEach(one -> problems.add(one.oneLine()));
            }
        }
        assertEquals(List.of(), problems);
        assertTrue(rules.size() >= 10);
    }

    private static List<Path> files(String below) throws IOException {
        try (Stream<Path> walk = Files.walk(TEMPLATE.resolve(below))) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
