package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.problem.Code;
import dev.factotum.problem.Codes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private final AgentRun agent = AgentRun.in(Path.of("/nowhere"));

    @Test
    void aCodeIsExplained() {
        assertEquals(new Ended(0, """
                        E-VAULT-01  No vault was found at or above this folder.
                          next: Run agent init here, or name a vault with --vault DIR.
                          exit: 2, wrong use, configuration or file
                        """, ""), agent.run("doctor", "e-vault-01"));
    }

    @Test
    void aCodeIsExplainedToPrograms() {
        assertEquals(new Ended(0, """
                        {"v":1,"kind":"code","code":"E-DISK-01","meaning":"The disk is full.",\
                        "next":"Free some space and run again; nothing was lost.","exit":7}
                        """, ""), agent.run("doctor", "--json", "E-DISK-01"));
    }

    @Test
    void anUnknownCodeIsAProblemOfItsOwn() {
        assertEquals(new Ended(2, "", """
                        agent: No problem has this code. [E-COMMAND-04]
                          where:  E-PLAN-99
                          why:    no family of codes holds it
                          next:   See agent doctor --codes for all of them.
                        """), agent.run("doctor", "E-PLAN-99"));
    }

    @Test
    void allCodesAreListedOnceEach() {
        List<String> listed = agent.run("doctor", "--codes")
                .out()
                .lines()
                .filter(line -> line.startsWith("E-"))
                .map(line -> line.split(" ", 2)[0])
                .toList();

        assertEquals(Codes.all().stream().map(Code::id).toList(), listed);
        assertEquals(listed.stream().distinct().toList(), listed);
        assertTrue(listed.size() > 10, listed::toString);
    }

    @Test
    void onATerminalAnErrorIsBrokenAtBlanksLikeAResult() {
        Traits.Screen screen = new Traits.Screen(true, false, false, StandardCharsets.UTF_8);
        AgentRun narrow = AgentRun.in(Path.of("/nowhere")).traits(new Traits(true, screen, screen, 40));

        assertEquals("""
                        agent: No problem has this code.
                          [E-COMMAND-04]
                          where:  E-PLAN-99
                          why:    no family of codes holds it
                          next:   See agent doctor --codes for
                                  all of them.
                        """, narrow.run("doctor", "E-PLAN-99").err());
    }
}
