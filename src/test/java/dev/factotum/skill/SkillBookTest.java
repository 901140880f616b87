package dev.factotum.skill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.config.Risk;
import dev.factotum.problem.Problem;
import dev.factotum.skill.SkillBook.Shelved;
import dev.factotum.skill.SkillBook.Standing;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Tool;
import dev.factotum.vault.Digest;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkillBookTest {
    @TempDir
    Path folder;

    private SkillYard yard;

    @BeforeEach
    void aVault() throws IOException {
        yard = SkillYard.in(folder, Map.of());
    }

    private Shelved find(String name) throws IOException {
        return yard.freshBook().find(name).orElseThrow();
    }

    @Test
    void onlyATrustedSkillIsATool() throws IOException {
        yard.script("hello", "", "echo hi");
        assertEquals(Standing.UNTRUSTED, find("hello").standing());
        assertEquals(List.of(), yard.freshBook().tools());
        assertEquals(
                Optional.of("It is there, and nobody trusted it yet: agent skills trust hello"),
                yard.freshBook().absent("skill.hello"));
        yard.trust("hello");
        assertEquals(Standing.TRUSTED, find("hello").standing());
        assertEquals("skill.hello", yard.tool("hello").id().value());
    }

    @Test
    void aFolderThatCannotBeReadCostsTheOthersNothing() throws IOException {
        boolean[] denied = {true};
        SkillYard other = SkillYard.in(folder.resolve("other"), Map.of(), (operation, path) -> {
            if (denied[0] && operation.equals("read") && path.endsWith("Skills/shut/run.sh")) {
                throw new AccessDeniedException(path.toString());
            }
        });
        other.script("hello", "", "echo hi");
        other.script("shut", "", "echo hi");
        other.trust("hello");
        assertEquals("skill.hello", other.tool("hello").id().value());
        Shelved shut = other.freshBook().find("shut").orElseThrow();
        assertEquals(Standing.UNREADABLE, shut.standing());
        assertEquals("its files cannot be read: permission was denied", shut.reason());
        denied[0] = false;
        assertEquals(
                Standing.UNTRUSTED, other.freshBook().find("shut").orElseThrow().standing());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void noFileNameStandsForTwoFilesInWhatIsPinned() throws IOException {
        yard.script("hello", "", "echo hi");
        yard.write("Skills/hello/a", "one");
        yard.write("Skills/hello/b", "two");
        yard.trust("hello");
        Path hello = yard.vault().root().resolve("Skills/hello");
        Files.move(hello.resolve("b"), hello.resolve("a\n" + Digest.of("one") + "\nb"));
        Files.delete(hello.resolve("a"));
        assertEquals(Standing.UNREADABLE, find("hello").standing());
    }

    @Test
    void whatIsLeftOutIsTheWorstCase() throws IOException {
        yard.script("hello", "", "echo hi");
        yard.trust("hello");
        Tool tool = yard.tool("hello");
        assertEquals(new Effect.Unverifiable(), tool.effect());
        assertEquals(Risk.HIGH, tool.risk());
        assertTrue(tool.outward());
        assertEquals(Duration.ofSeconds(65), tool.patience());
    }

    @Test
    void theTimeThatAScriptAsksForIsTheCallersPatience() throws IOException {
        yard.script("hello", "  factotum.timeout: 8m", "echo hi");
        yard.trust("hello");
        assertEquals(Duration.ofMinutes(8).plusSeconds(5), yard.tool("hello").patience());
    }

    @ParameterizedTest
    @CsvSource({"run.sh, '#!/bin/sh\necho other'", "SKILL.md, '---\nname: hello\n---\n'", "more.txt, another file"})
    void aChangedFileEndsTheTrustAndAnotherVersionNeedsItAnew(String file, String text) throws IOException {
        yard.script("hello", "", "echo hi");
        yard.trust("hello");
        int version = yard.tool("hello").version();
        yard.write("Skills/hello/" + file, text);
        assertEquals(Standing.CHANGED, find("hello").standing());
        assertEquals(List.of(), yard.freshBook().tools());
        yard.script("hello", "  factotum.risk: low", "echo hi");
        Files.deleteIfExists(yard.vault().root().resolve("Skills/hello/more.txt"));
        yard.trust("hello");
        assertNotEquals(version, yard.tool("hello").version());
    }

    @Test
    void aBookThatIsOpenSeesAChange() throws IOException, InterruptedException {
        yard.script("hello", "", "echo hi");
        yard.trust("hello");
        SkillBook open = yard.freshBook();
        assertEquals(1, open.tools().size());
        yard.write("Skills/hello/run.sh", "#!/bin/sh\necho changed");
        long end = System.nanoTime() + 20_000_000_000L;
        while (!open.tools().isEmpty()) {
            assertTrue(System.nanoTime() < end, "the change went unnoticed");
            Thread.onSpinWait();
        }
        assertEquals(Standing.CHANGED, open.find("hello").orElseThrow().standing());
    }

    @Test
    void disabledIsAsIfItWasNeverTrusted() throws IOException {
        yard.script("hello", "", "echo hi");
        yard.trust("hello");
        assertTrue(yard.book().disable(find("hello"), "sam"));
        assertEquals(Standing.UNTRUSTED, find("hello").standing());
    }

    @Test
    void aPublicSkillLoadsAsItIs() throws IOException {
        yard.write(".claude/skills/pdf-forms/SKILL.md", """
                ---
                name: pdf-forms
                description: Fill in PDF forms.
                license: Apache-2.0
                compatibility: needs python
                allowed-tools: Bash(git:*) Read
                made-up-key: [1, 2]
                metadata:
                  author: somebody
                  version: "1.0"
                ---
                # Forms

                Read [the reference](references/forms.md).
                """);
        yard.write(".claude/skills/pdf-forms/references/forms.md", "more");
        Shelved shelved = find("pdf-forms");
        Skill skill = shelved.skill().orElseThrow();
        assertEquals("Fill in PDF forms.", skill.description());
        assertEquals(Optional.of(List.of("Bash(git:*)", "Read")), skill.allowed());
        assertEquals("Apache-2.0", skill.properties().get("license"));
        assertEquals("[1,2]", skill.properties().get("made-up-key"));
        assertEquals(Optional.empty(), skill.script());
        assertEquals(List.of(), skill.oddities());
    }

    @Test
    void whatIsMissingIsSaidAndStopsNothing() throws IOException {
        yard.write(".qwen/skills/gmail_skill/SKILL.md", "# Gmail\n\nSends mail.\n");
        Skill skill = find("gmail_skill").skill().orElseThrow();
        assertEquals("Gmail", skill.description());
        assertEquals(
                List.of(
                        "it says no `name`; its folder's name is taken",
                        "it says no `description`; write what it does and when to use it"),
                skill.oddities());
        List<String> said =
                yard.freshBook().problems().stream().map(Problem::oneLine).toList();
        assertTrue(said.getFirst().startsWith("E-SKILL-02 The skill gmail_skill is not used yet"), said::toString);
    }

    @Test
    void ofTwoWithOneNameTheEarlierPlaceCounts() throws IOException {
        yard.script("hello", "", "echo hi");
        yard.write(".claude/skills/hello/SKILL.md", "---\nname: hello\ndescription: Another.\n---\n");
        assertEquals("Skills/hello", find("hello").place());
        assertEquals(1, yard.freshBook().all().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "factotum.effect: sometimes | `factotum.effect` is read, keyed, verifiable or unverifiable",
                "factotum.risk: none | `factotum.risk` is low, normal or high",
                "factotum.timeout: soon | `factotum.timeout` is a time such as 30s, 5m, 1h",
                "factotum.secrets: KEY=cmd:cat | `factotum.secrets` is a list such as API_KEY=secret:weather, of secret: and env:",
                "factotum.secrets: KEY=file:/etc/passwd | `factotum.secrets` is a list such as API_KEY=secret:weather, of secret: and env:",
                "factotum.secrets: PATH-X=env:A | `factotum.secrets` is a list such as API_KEY=secret:weather, of secret: and env:",
                "factotum.network: maybe | `factotum.network` is yes or no",
                "factotum.watch: ../other.sh | `factotum.watch` names ../other.sh, which is not in its folder",
                "factotum.watch: /usr/bin/env | `factotum.watch` names /usr/bin/env, which is not in its folder"
            })
    void aKeyThatCannotBeTakenMakesItUnusableWithAReason(String line, String reason) throws IOException {
        yard.script("hello", "  " + line, "echo hi");
        Shelved shelved = find("hello");
        assertEquals(Standing.UNREADABLE, shelved.standing());
        assertEquals(reason, shelved.reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ type: strng }  | in its `yaml schema`: there is no type `strng`",
                "text             | in its `yaml schema`: each property is a mapping, as who: { type: string }",
                "{ type: object, required: who } | in its `yaml schema`: `required` is a list, as [who]"
            })
    void aSchemaThatIsNoneIsSaid(String property, String reason) throws IOException {
        yard.script("hello", "", "echo hi");
        yard.write(
                "Skills/hello/SKILL.md",
                "---\nname: hello\ndescription: A.\nmetadata:\n  factotum.run: run.sh\n---\n\n```yaml schema\nproperties:\n  who: "
                        + property + "\n```\n");
        assertEquals(reason, find("hello").reason());
    }

    @Test
    void aWatcherSaysWhatItMayReach() throws IOException {
        yard.script(
                "dog",
                "  factotum.watch: run.sh\n  factotum.network: yes\n  factotum.secrets: K=env:X\n  factotum.every: 5s",
                "echo");
        Skill skill = find("dog").skill().orElseThrow();
        assertEquals(
                new Watching(List.of("run.sh"), Duration.ofMinutes(1), true, Map.of("K", "env:X")),
                skill.watching().orElseThrow());
        assertEquals(List.of("`factotum.every` is once a minute at most"), skill.oddities());
    }

    @Test
    void foldersThatCannotBePinnedAreRefused() throws IOException {
        yard.script("linked", "", "echo hi");
        Files.createSymbolicLink(yard.vault().root().resolve("Skills/linked/more.txt"), Path.of("/etc/passwd"));
        assertEquals(
                "more.txt is a link, and what it leads to cannot be pinned",
                find("linked").reason());
        yard.write("Skills/empty/notes.txt", "none");
        assertEquals("it has no SKILL.md", find("empty").reason());
        yard.write("Skills/bad/SKILL.md", "---\nname: &a bad\n---\n");
        assertEquals(
                "SKILL.md line 2: a value that starts with & must stand in quotes",
                find("bad").reason());
        yard.write("Skills/Odd name!/SKILL.md", "---\nname: odd\n---\n");
        assertEquals(Standing.UNREADABLE, find("odd name!").standing());
        Files.createSymbolicLink(yard.vault().root().resolve("Skills/elsewhere"), Path.of("/etc"));
        assertEquals(Optional.empty(), yard.freshBook().find("elsewhere"));
    }

    @Test
    void aDamagedListOfTrustTrustsNobody() throws IOException {
        yard.script("hello", "", "echo hi");
        yard.trust("hello");
        for (String damage : List.of("{\"skills\": {", "{\"skills\": 3}", "[]")) {
            yard.write(".agent/local/skill-trust.json", damage);
            assertEquals(Standing.UNTRUSTED, find("hello").standing());
            yard.trust("hello");
            assertEquals(Standing.TRUSTED, find("hello").standing());
        }
    }
}
