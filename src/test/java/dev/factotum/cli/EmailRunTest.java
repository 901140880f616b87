package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.channel.email.wire.PostOffice;
import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mailbox that is connected, through the whole program: mail in, plan, approval, reply, receipt. */
class EmailRunTest {
    private static final String RULE = """
            ---
            when:
              kind: email
              from: "*@north.example"
              not:
                has: machine
            priority: 1
            ---
            # Answer {{from.name}}

            - [ ] **Reply**

            ```step
            skill: email.reply
            ```

            ```text body
            Dear Jo, thank you for “{{subject}}” – we will see to it.
            ```
            """;

    @TempDir
    Path folder;

    private Path vault = Path.of("");

    @BeforeEach
    void aVault() throws IOException {
        vault = folder.resolve("vault");
        Ended made = AgentRun.in(folder)
                .world(World.real())
                .variable("AGENT_STATE", folder.resolve("state").toString())
                .run("init", vault.toString());
        assertEquals(0, made.exit(), made.err());
        try (Stream<Path> rules = Files.list(vault.resolve("Rules"))) {
            for (Path rule : rules.toList()) {
                Files.delete(rule);
            }
        }
        Files.writeString(vault.resolve("Rules/Answer north.md"), RULE);
    }

    private AgentRun agent() {
        return AgentRun.in(vault)
                .world(World.real())
                .variable("AGENT_STATE", folder.resolve("state").toString())
                .whilePausing(pause -> true);
    }

    private void connected(PostOffice office) throws IOException {
        Files.writeString(folder.resolve("word"), PostOffice.WORD + "\n");
        Files.setPosixFilePermissions(
                folder.resolve("word"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Path settings = vault.resolve("agent.yaml");
        String text = Files.readString(settings);
        int from = text.indexOf("\naccounts:\n");
        int to = text.indexOf("\n\n", from);
        Files.writeString(
                settings,
                text.substring(0, from) + "\naccounts:\n  studio: { channel: email, mode: live, handle: "
                        + PostOffice.US + ", key: \"file:" + folder.resolve("word") + "\", since: 2000-01-01, imap: \""
                        + office.imap() + " none\", smtp: \"" + office.smtp() + " none\" }" + text.substring(to));
    }

    @Test
    void aMailBecomesAMatterAndItsAnswerArrivesInTheThread() throws IOException {
        try (PostOffice office = new PostOffice()) {
            connected(office);
            office.comes(("From: Jo Peters <jo@north.example>\r\nTo: hi@studio.example\r\nSubject: Poster prices\r\n"
                            + "Message-ID: <q7@north.example>\r\nReferences: <q1@north.example>\r\n\r\nHow much?\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            Ended ran = agent().run("run");
            assertEquals(0, ran.exit(), ran.out() + ran.err());
            List<Path> waiting = notes("Pending_Approval");
            assertEquals(1, waiting.size(), ran.out() + ran.err());
            assertTrue(
                    Files.readString(waiting.getFirst()).contains("sends 1 email from studio@ to jo@north.example"),
                    Files.readString(waiting.getFirst()));
            assertEquals(List.of(), office.mails("jo@north.example", "INBOX"));
            Files.move(
                    waiting.getFirst(),
                    vault.resolve("Approved").resolve(waiting.getFirst().getFileName()));
            Ended second = agent().run("run");
            assertEquals(0, second.exit(), second.out() + second.err());
            List<String> there = office.mails("jo@north.example", "INBOX");
            assertEquals(1, there.size(), second.out() + second.err());
            String reply = there.getFirst().replace("\r\n", "\n");
            assertTrue(reply.contains("In-Reply-To: <q7@north.example>\n"), reply);
            assertTrue(reply.contains("References: <q1@north.example>\n <q7@north.example>\n"), reply);
            assertTrue(reply.contains("Subject: Re: Poster prices\n"), reply);
            assertTrue(reply.contains("From: hi@studio.example\n"), reply);
            assertEquals(1, office.mails(PostOffice.US, "Sent").size());
            String note = Files.readString(notes("Completed").getFirst());
            String id = reply.replaceAll("(?s).*Message-ID: (<[0-9a-f]{32}@studio.example>).*", "$1");
            assertTrue(note.contains(id.substring(1, id.length() - 1)), note);
        }
    }

    @Test
    void whileTheServerIsAwayTheAnswerWaitsAndGoesOutAfterwards() throws IOException {
        PostOffice gone = new PostOffice();
        try (PostOffice office = new PostOffice()) {
            connected(office);
            office.comes(PostOffice.letter("Jo <jo@north.example>", "<q7@north.example>", "Prices", "How much?"));
            agent().run("run");
            Path waiting = notes("Pending_Approval").getFirst();
            Path settings = vault.resolve("agent.yaml");
            String with = Files.readString(settings);
            String smtp = office.smtp().toString();
            Files.writeString(settings, with.replace(smtp, gone.smtp().toString()));
            gone.close();
            Files.move(waiting, vault.resolve("Approved").resolve(waiting.getFileName()));
            Ended ran = agent().run("run");
            assertEquals(0, ran.exit(), ran.out() + ran.err());
            assertEquals(1, notes("Approved").size(), ran.out() + ran.err());
            assertEquals(List.of(), office.mails("jo@north.example", "INBOX"));
        }
    }

    private List<Path> notes(String stage) throws IOException {
        try (Stream<Path> files = Files.walk(vault.resolve(stage))) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }
}
