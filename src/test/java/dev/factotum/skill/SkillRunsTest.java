package dev.factotum.skill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Verification;
import dev.factotum.vault.Digest;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class SkillRunsTest {
    @TempDir
    Path folder;

    private SkillYard yard;

    @BeforeEach
    void aVault() throws IOException {
        yard = SkillYard.in(folder, Map.of("WEATHER", "sunny-s3cret", "OTHER", "canary-0ther"));
    }

    private Outcome run(String keys, String script) throws IOException, InterruptedException {
        yard.script("trial", keys, script);
        yard.trust("trial");
        Outcome outcome = yard.run("trial");
        if (Files.exists(Scratch.place(yard.vault()))) {
            try (Stream<Path> left = Files.list(Scratch.place(yard.vault()))) {
                assertEquals(List.of(), left.toList(), "something is left of the run");
            }
        }
        return outcome;
    }

    @Test
    void aScriptIsGivenItsOrderAndItsAnswerIsTheReceipt() throws IOException, InterruptedException {
        Outcome outcome = run("", """
                read -r order
                case "$order" in
                  *'"skill":"trial"'*'"mode":"call"'*'"key":"0123456789abcdef0123456789abcdef"'*'"who":"Jo"'*) ;;
                  *) exit 7 ;;
                esac
                echo '{"success": true, "skill": "trial", "data": {"greeting": "Hello Jo", "receipt": "greeted Jo",
                  "undeclared": 1}}'
                """.replace("read -r order", "order=$(cat)"));
        Outcome.Done done = assertInstanceOf(Outcome.Done.class, outcome);
        assertEquals(new Receipt("greeted Jo", false), done.receipt());
        assertEquals("{\"greeting\":\"Hello Jo\"}", done.outputs().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transient     | Transient",
                "rate_limited  | RateLimited",
                "quota         | Quota",
                "auth          | Auth",
                "permission    | Permission",
                "duplicate     | Duplicate",
                "not_found     | NotFound",
                "content_policy| ContentPolicy",
                "made_up       | Validation"
            })
    void itsOwnWordForAFailureIsTaken(String code, String error) throws IOException, InterruptedException {
        Outcome outcome = run("", "echo '{\"success\": false, \"error\": \"no luck\", \"code\": \"" + code + "\"}'\n");
        ToolError fault = assertInstanceOf(Outcome.Failed.class, outcome).error();
        assertEquals(error, fault.getClass().getSimpleName());
        assertEquals("no luck", fault.message());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo it broke >&2; exit 3                         | it ended with 3 and printed no answer: it broke",
                "echo nonsense                                     | it ended with 0 and printed no answer",
                "echo '{\"success\": true}{\"success\": false}'    | it ended with 0 and printed no answer",
                "echo '{\"success\": true, \"success\": false}'    | it ended with 0 and printed no answer",
                "echo '{\"success\": \"yes\"}'                     | it ended with 0 and printed no answer",
                "echo '{\"success\": true}'; exit 1                | it says that it worked, and ended with 1",
                "sleep 600                                         | it did not end within 1 s and was stopped",
                "trap '' TERM INT; while :; do sleep 1; done       | it did not end within 1 s and was stopped",
                "head -c 3000000 /dev/zero                         | it said more than 1 MiB and was stopped",
                "head -c 3000000 /dev/zero >&2; sleep 60           | it did not end within 1 s and was stopped"
            })
    void whatNobodyCanTellIsAskedAndAReadFails(String script, String why) throws IOException, InterruptedException {
        Outcome unknown = run("  factotum.timeout: 1s", script + "\n");
        assertTrue(assertInstanceOf(Outcome.Unknown.class, unknown).why().startsWith(why), unknown::toString);
        Outcome failed = run("  factotum.timeout: 1s\n  factotum.effect: read", script + "\n");
        assertTrue(
                assertInstanceOf(Outcome.Failed.class, failed).error().message().startsWith(why), failed::toString);
    }

    @Test
    void whatCannotBeDeletedAfterwardsChangesNothingOfWhatHappened() throws IOException, InterruptedException {
        Path other = Files.createDirectories(folder.resolve("other"));
        SkillYard stuck = SkillYard.in(other, Map.of(), (operation, path) -> {
            if (operation.equals("list") && path.endsWith("shut")) {
                throw new AccessDeniedException(path.toString());
            }
        });
        stuck.script("trial", "", "mkdir shut && touch shut/a && echo '{\"success\": true}'\n");
        stuck.trust("trial");
        assertInstanceOf(Outcome.Done.class, stuck.run("trial"));
        try (Stream<Path> left = Files.list(Scratch.place(stuck.vault()))) {
            Path dead = left.findFirst().orElseThrow();
            Files.move(dead, dead.resolveSibling("999999999-dead"));
        }
        assertInstanceOf(Outcome.Done.class, stuck.run("trial"));
    }

    @Test
    void aWordTooLongForANameOfAFileIsAWord() throws IOException, InterruptedException {
        String word = "w".repeat(300);
        yard.script("trial", "", "[ ${#1} = 300 ] && echo '{\"success\": true}'\n");
        Path note = yard.vault().root().resolve("Skills/trial/SKILL.md");
        Files.writeString(note, Files.readString(note).replace("run.sh", "run.sh " + word));
        yard.trust("trial");
        assertInstanceOf(Outcome.Done.class, yard.run("trial"));
    }

    @Test
    void anAnswerThatIsNotWhatWasPromisedIsNoSuccess() throws IOException, InterruptedException {
        String script = "echo '{\"success\": true, \"data\": {\"greeting\": 7}}'\n";
        Outcome unknown = run("", script);
        assertEquals(
                "its answer has a wrong kind of greeting, which its `yaml result` promises",
                assertInstanceOf(Outcome.Unknown.class, unknown).why());
        assertInstanceOf(Outcome.Failed.class, run("  factotum.effect: read", script));
    }

    @Test
    void itsChildrenEndWithIt() throws IOException, InterruptedException {
        run("  factotum.timeout: 1s", "sleep 61234 & sleep 61235\n");
        assertFalse(ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").contains("sleep 6123")));
    }

    @Test
    void itGetsTheSecretsItNamesAndNothingElseOfTheEnvironment() throws IOException, InterruptedException {
        Outcome outcome = run("  factotum.secrets: API_KEY=env:WEATHER", """
                [ "$API_KEY" = sunny-s3cret ] && [ -z "$OTHER" ] && [ -z "$WEATHER" ] || exit 5
                echo '{"success": true, "data": {"greeting": "the key is '"$API_KEY"'", "receipt": "used '"$API_KEY"'"}}'
                echo "$API_KEY" >&2
                """);
        Outcome.Done done = assertInstanceOf(Outcome.Done.class, outcome);
        assertEquals("used [redacted]", done.receipt().text());
        assertFalse(done.outputs().toString().contains("sunny"), done.outputs()::toString);
    }

    @Test
    void aSecretOfSeveralLinesIsTakenOutOfAllItSays() throws IOException, InterruptedException {
        yard = SkillYard.in(folder.resolve("lines"), Map.of("WEATHER", "sunny-one\nsunny-two\nsunny-three"));
        Outcome outcome = run("  factotum.secrets: API_KEY=env:WEATHER", """
                printf %s '{"success": true, "data": {"greeting": "sunny-one\\nsunny-two\\nsunny-three", "receipt": "used"}}'
                """);
        assertEquals(
                "{\"greeting\":\"[redacted]\"}",
                assertInstanceOf(Outcome.Done.class, outcome).outputs().toString());
        Outcome silent = run("  factotum.secrets: API_KEY=env:WEATHER", "echo \"key: $API_KEY\" >&2\n");
        String why = assertInstanceOf(Outcome.Unknown.class, silent).why();
        assertFalse(why.contains("sunny"), why);
    }

    @Test
    void aSecretThatWasCutAtTheStartOfTheTailIsNotTold() throws IOException, InterruptedException {
        Outcome outcome = run("  factotum.secrets: API_KEY=env:WEATHER", """
                printf %s "$API_KEY" >&2
                head -c 1990 /dev/zero | tr '\\0' '.' >&2
                """);
        String why = assertInstanceOf(Outcome.Unknown.class, outcome).why();
        assertTrue(why.contains("....") && !why.contains("s3cret") && !why.contains("ret."), why);
    }

    @Test
    void withoutASecretItNamesItIsNotRun() throws IOException, InterruptedException {
        Outcome outcome = run("  factotum.secrets: API_KEY=env:NOWHERE", "touch ran\n");
        assertInstanceOf(
                ToolError.Auth.class,
                assertInstanceOf(Outcome.Failed.class, outcome).error());
    }

    @Test
    void filesGoInAndOutByCopies() throws IOException, InterruptedException {
        Path bill = yard.write("Attachments/bill.txt", "12.50");
        yard.script("trial", "", """
                order=$(cat)
                path=$(printf %s "$order" | sed 's/.*"path":"\\([^"]*\\)".*/\\1/')
                { echo "got"; cat "$path"; } > result.txt
                echo changed > "$path"
                echo '{"success": true, "data": {"files": ["result.txt"]}}'
                """);
        yard.trust("trial");
        Outcome outcome = yard.run(
                "trial",
                List.of(new AttachedFile(
                        "attach", bill, "bill.txt", Digest.of(Files.readAllBytes(bill)), Files.size(bill))));
        Outcome.Done done = assertInstanceOf(Outcome.Done.class, outcome, outcome::toString);
        String kept = done.outputs().path("files").path(0).asText();
        assertEquals("Attachments/" + SkillYard.MATTER + "/result.txt", kept);
        assertEquals("got\n12.50", Files.readString(yard.vault().root().resolve(kept)));
        assertEquals("12.50", Files.readString(bill));
    }

    @Test
    void aFileThatChangedAfterItWasApprovedIsNotHandedOverAndNotTriedAgain() throws IOException, InterruptedException {
        Path bill = yard.write("Attachments/bill.txt", "99.50");
        yard.script("trial", "", "touch " + folder.resolve("mark") + "; echo '{\"success\": true}'\n");
        yard.trust("trial");
        Outcome outcome = yard.run(
                "trial", List.of(new AttachedFile("attach", bill, "bill.txt", Digest.of("12.50"), Files.size(bill))));
        assertEquals(
                new ToolError.Permission("bill.txt changed after it was approved"),
                assertInstanceOf(Outcome.Failed.class, outcome).error());
        assertFalse(Files.exists(folder.resolve("mark")));
    }

    @Test
    void whatChangedBetweenTrustAndRunIsNotRun() throws IOException, InterruptedException {
        yard.script("trial", "", "echo '{\"success\": true}'\n");
        yard.trust("trial");
        var tool = yard.tool("trial");
        yard.write("Skills/trial/run.sh", "#!/bin/sh\ntouch " + folder.resolve("mark"));
        Outcome outcome = tool.call(SkillYard.call(Duration.ofSeconds(30), List.of()));
        assertInstanceOf(
                ToolError.Permission.class,
                assertInstanceOf(Outcome.Failed.class, outcome).error());
        assertFalse(Files.exists(folder.resolve("mark")));
    }

    @ParameterizedTest
    @CsvSource({"true, Found", "false, NotFound", "null, NoAnswer"})
    void aScriptThatCanLookIsAsked(String found, String verification) throws IOException, InterruptedException {
        yard.script("trial", "  factotum.effect: verifiable", """
                case "$(cat)" in
                  *'"mode":"verify"'*) echo '{"success": true, "data": {"found": %s, "receipt": "seen"}}' ;;
                esac
                """.formatted(found));
        yard.trust("trial");
        Verification looked = yard.tool("trial").verify(SkillYard.call(Duration.ofSeconds(30), List.of()));
        assertEquals(verification, looked.getClass().getSimpleName());
    }

    @Test
    void aNewSkillPassesItsOwnTestWherePythonIsThere() throws IOException, InterruptedException {
        for (Map.Entry<String, String> file : SkillSketch.files("fresh").entrySet()) {
            yard.write("Skills/fresh/" + file.getKey(), file.getValue());
        }
        Skill skill = yard.freshBook().find("fresh").orElseThrow().skill().orElseThrow();
        assertEquals(List.of(), skill.oddities());
        List<SkillTrials.Trial> trials = new SkillTrials(yard.vault(), yard.runs()).all(skill);
        assertEquals(1, trials.size());
        boolean python =
                Programs.find(yard.vault().world().disk(), "python3", Map.of()).isPresent();
        assertEquals(python, trials.getFirst().passed(), trials::toString);
    }

    @Test
    void aTestThatFailsSaysWhere() throws IOException, InterruptedException {
        yard.script("trial", "", "echo '{\"success\": true, \"data\": {\"greeting\": \"Hi\"}}'\n");
        yard.write("Skills/trial/tests/one.json", """
                {"arguments": {"who": "Jo"}, "expect": {"success": true, "data": {"greeting": "Hello"}}}
                """);
        Skill skill = yard.freshBook().find("trial").orElseThrow().skill().orElseThrow();
        assertEquals(
                List.of("data.greeting is \"Hi\" where \"Hello\" was expected"),
                new SkillTrials(yard.vault(), yard.runs())
                        .all(skill).stream().map(SkillTrials.Trial::wrong).toList());
    }
}
