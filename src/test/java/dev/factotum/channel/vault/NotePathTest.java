package dev.factotum.channel.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotePathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Plan.md",
                "Notes/Plan.md",
                "Reports/Mail that did not arrive.md",
                "Bank_Transactions/Statements.md",
                "Clients/Acme BV/Content/2026-11-20 Paint.md",
                "Clients/Acme BV/Notes.md",
                "Content/Überblick – 漢字 👍.md",
                "Metrics/v1.2 numbers.md",
                "Notes/Client.md",
                "Rulesets/A.md",
                "a~b/c.md"
            })
    void aNoteMayStandThere(String path) {
        assertEquals(Optional.empty(), NotePath.fault(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Inbox/A.md",
                "Needs_Action/A.md",
                "Pending_Approval/A.md",
                "Approved/A.md",
                "Rejected/A.md",
                "Completed/2026-11/A.md",
                "APPROVED/A.md",
                "approved/sub/A.md",
                "Rules/A.md",
                "rules/A.md",
                "Agents/office.md",
                "Skills/x/SKILL.md",
                "Prompts/plan.md",
                "Contacts/Jo.md",
                "Attachments/01K/A.md",
                "Outbox/x/KEY.md",
                "Audit/2026-10.md",
                "Audit_Log.md",
                "audit_log-2.md",
                "Clients/Acme BV/Client.md",
                "Clients/Acme BV/client.MD.md/../Client.md",
                "clients/Acme BV/CLIENT.md",
                "Clients/Acme BV/Contacts.md",
                "Clients/Acme BV.md",
                "Handbook.md",
                "HANDBOOK.md",
                "Persona.md",
                "PAUSE.md",
                "Dashboard.md",
                "Goals.md"
            })
    void whatSteersTheAgentIsWrittenByPeople(String path) {
        assertTrue(NotePath.fault(path).isPresent(), path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../A.md",
                "Notes/../../A.md",
                "Notes/../Approved/A.md",
                "Notes/./A.md",
                "./A.md",
                "/etc/A.md",
                "//server/A.md",
                "\\\\server\\share\\A.md",
                "..\\A.md",
                "Notes\\..\\Approved\\A.md",
                "C:\\A.md",
                "C:A.md",
                "~/A.md",
                "~root/A.md",
                "Notes//A.md",
                "Notes/A.md/",
                ".agent/approved/A.md",
                ".obsidian/A.md",
                "Notes/.hidden.md",
                ".md",
                "Notes/.md",
                "A.txt",
                "agent.yaml",
                "mcp.json",
                "A.MD",
                "A.md\u0000.txt",
                "A\u0000.md",
                "Notes/A\n.md",
                "Approved\u200d/A.md",
                "Ap\u00adproved/A.md",
                "\u202eA.md",
                "Approved /A.md",
                "Approved./A.md",
                "Approved::$INDEX_ALLOCATION/A.md",
                "Handbook.md::$DATA.md",
                "HANDBO~1.md",
                "RULES~1/A.md",
                "CON.md",
                "Notes/aux.md",
                "COM1/A.md",
                "Notes/A?.md",
                "Notes/A*.md",
                "Notes/A#b.md",
                "Notes/A [x].md",
                "Notes/A|b.md",
                "Notes/ A.md",
                "Notes/e\u0301.md",
                "%2e%2e/A.md/..",
                ""
            })
    void noPathLeadsAstray(String path) {
        assertTrue(NotePath.fault(path).isPresent(), path);
    }

    @ParameterizedTest
    @CsvSource({
        "../A.md, leads out of the vault, Write it without ..",
        "/A.md, leads out of the vault, 'Write it from the vault''s root on, such as Notes/Plan.md.'",
        "Memory/Lessons.md, is written by people only, 'Choose another folder, such as Notes/ or Content/.'",
        "Rules/A.md, is written by people only, 'Choose another folder, such as Notes/ or Content/.'",
        "A.txt, is no Markdown note, Let it end in .md.",
        "Notes/What?.md, 'has What?.md, which not every system takes as a name', Take What.md."
    })
    void theReasonHelps(String path, String reason, String hint) {
        assertEquals(Optional.of(new NotePath.Fault(reason, hint)), NotePath.fault(path));
    }
}
