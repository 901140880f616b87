package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {
    private final AgentRun agent = AgentRun.in(Path.of("/nowhere"));

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish", "FISH"})
    void everyCommandIsInTheScript(String shell) {
        Ended ended = agent.run("completion", shell);

        assertEquals(0, ended.exit());
        for (String name : Subcommands.names()) {
            assertTrue(ended.out().contains(name), name + " is missing for " + shell);
        }
    }

    @Test
    void fishGetsCommandsOptionsAndFixedWords() {
        String script = agent.run("completion", "fish").out();

        assertTrue(script.startsWith("# fish completions for agent\ncomplete -c agent -f\n"), script);
        assertContains(script, "complete -c agent -n '__fish_use_subcommand' -a 'doctor' -d 'Check the machine");
        assertContains(script, "complete -c agent -n '__fish_seen_subcommand_from doctor' -l codes -d 'Explain every");
        assertContains(script, "complete -c agent -n '__fish_seen_subcommand_from doctor' -s q -l quiet -d ");
        assertContains(script, "complete -c agent -n '__fish_seen_subcommand_from doctor' -l vault -r -F -d ");
        assertContains(script, "complete -c agent -n '__fish_seen_subcommand_from completion' -a 'zsh'\n");
        assertContains(script, "-d 'Print a script that completes agent\\'s commands and options in your shell.'");
    }

    @Test
    void noManualStandsAboveTheScript() {
        String script = agent.run("completion", "bash").out();
        assertTrue(script.startsWith("# Completion for agent in bash and zsh\n"), script.substring(0, 200));
        assertFalse(script.contains("picocli") && script.indexOf("picocli") < 400, script.substring(0, 400));
    }

    @Test
    void withoutAShellTheCommandSaysWhatIsMissing() {
        assertEquals(new Ended(2, "", """
                        agent: Missing required parameter: 'SHELL' [E-COMMAND-01]
                          where:  agent completion
                          why:    it is used as: agent completion [OPTIONS] SHELL
                          next:   See 'agent completion --help'.
                        """), agent.run("completion"));
    }

    private static void assertContains(String script, String part) {
        assertTrue(script.contains(part), () -> part + " is missing in\n" + script);
    }
}
