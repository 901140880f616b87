package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.Version;
import dev.factotum.cli.AgentRun.Ended;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTest {
    private final AgentRun agent = AgentRun.in(Path.of("/nowhere"));

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "doctor --version", "--json --version"})
    void theVersionIsOneLine(String words) {
        assertEquals(new Ended(0, Version.LINE + "\n", ""), agent.run(words.split(" ", -1)));
    }

    @Test
    void helpListsTheDailyCommandsFirstAndEveryCommandOnce() {
        Ended help = agent.run("--help");

        assertEquals(0, help.exit());
        assertEquals("", help.err());
        String daily = between(help.out(), "Commands:\n", "\nMore:");
        String more = between(help.out(), "More:\n", "\nExit codes:");
        assertEquals(Subcommands.DAILY, firstWords(daily));
        assertEquals(Subcommands.MORE, firstWords(more));
    }

    @Test
    void helpExplainsEveryExitCode() {
        String exits = agent.run("--help").out();

        assertTrue(exits.contains("    0   done\n"), exits);
        assertTrue(exits.contains("    6   the audit log does not verify\n"), exits);
        assertTrue(exits.contains("  130   stopped by Ctrl-C; 143 by the system\n"), exits);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyCommandExplainsItself(String name) {
        Ended asked = agent.run(name, "--help");

        assertEquals(0, asked.exit());
        assertTrue(asked.out().startsWith("Usage: agent " + name), asked.out());
        assertEquals(asked, agent.run("help", name));
        assertEquals(asked, agent.run("--vault", "x", name, "-h"));
    }

    @Test
    void anUnknownOptionGetsTheMessageASuggestionTheSynopsisAndWhereHelpIs() {
        assertEquals(new Ended(2, "", """
                        agent: Unknown option: '--jsn' [E-COMMAND-01]
                          where:  agent doctor --jsn
                          why:    it is used as: agent doctor [OPTIONS] [CODE...]
                          next:   Did you mean --json? See 'agent doctor --help'.
                        """), agent.run("doctor", "--jsn"));
    }

    @Test
    void anUnknownCommandGetsTheNearestOne() {
        Ended ended = agent.run("docto");

        assertEquals(2, ended.exit());
        assertEquals("""
                agent: There is no command 'docto'. [E-COMMAND-01]
                  where:  agent docto
                  why:    there are init, demo, add, watch, run, status, show, review, log, doctor, open, approve, reject, retry, undo, pause, resume, agents, skills, mcp, connect, secrets, report, config, import, completion
                  next:   Did you mean doctor? See 'agent --help'.
                """, ended.err());
    }

    @Test
    void helpOnWhatThereIsNotSaysSoAndWhatThereIs() {
        for (Ended ended : new Ended[] {agent.run("help", "secret"), agent.run("secret", "--help")}) {
            assertEquals(2, ended.exit());
            assertEquals("", ended.out());
            assertTrue(ended.err().contains("There is no command 'secret'."), ended.err());
            assertTrue(ended.err().contains("there are init, demo, add, watch,"), ended.err());
        }
    }

    @Test
    void onlyTheFirstWordIsTheCommandAndNothingNearIsNothingMeant() {
        String swapped = agent.run("aprove", "@1").err();
        assertTrue(swapped.startsWith("agent: There is no command 'aprove'. [E-COMMAND-01]"), swapped);
        assertTrue(swapped.contains("Did you mean approve?"), swapped);

        String far = agent.run("nonsense").err();
        assertFalse(far.contains("Did you mean"), far);
    }

    @Test
    void anOptionThatOtherProgramsHaveIsToldByItsNameHere() {
        String err = agent.run("reject", "x", "--reason", "late").err();
        assertTrue(err.contains("Did you mean --why?"), err);
    }

    @Test
    void wrongUseInJsonIsOneObject() {
        assertEquals(new Ended(2, "", """
                        {"v":1,"kind":"error","code":"E-COMMAND-01","what":"Unknown option: '--x'",\
                        "where":"agent --json doctor --x",\
                        "why":"it is used as: agent doctor [OPTIONS] [CODE...]","next":"See 'agent doctor --help'.","exit":2}
                        """), agent.run("--json", "doctor", "--x"));
    }

    @Test
    void anArgumentThatStartsWithAnAtSignIsNoFileOfArguments() {
        Ended ended = agent.run("doctor", "@1");

        assertEquals(2, ended.exit());
        assertTrue(ended.err().contains("where:  @1\n"), ended.err());
    }

    @Test
    void whatAWordCarriesCannotMoveTheCursor() {
        Ended ended = agent.run("doctor", "a\u001b[2Jb\u0007c\u202ed\u009be");

        assertTrue(ended.err().contains("where:  a[2Jbcde\n"), ended.err());
    }

    static List<String> names() {
        return Subcommands.names();
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private static List<String> firstWords(String lines) {
        return lines.lines()
                .filter(line -> line.startsWith("  ") && line.charAt(2) != ' ')
                .map(line -> line.strip().split(" ", 2)[0])
                .toList();
    }

    @Test
    void aVeryNarrowTerminalIsNoFault() {
        Traits.Screen screen = new Traits.Screen(true, false, false, java.nio.charset.StandardCharsets.UTF_8);
        Ended ended = AgentRun.in(Path.of("/nowhere"))
                .traits(new Traits(true, screen, screen, 40))
                .run("doctor", "E-DISK-01");

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().startsWith("E-DISK-01"), ended.out());
    }
}
