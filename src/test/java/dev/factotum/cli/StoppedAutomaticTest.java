package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An automatic approval that a person stopped: whoever wonders why a plan waits is told. */
class StoppedAutomaticTest {
    private static final String RULE = """
            ---
            when:
              kind: email
              subject: /hello/i
            ---
            # Thank {{from.name}}

            - [ ] **Reply**

            ```step
            skill: email.reply
            ```

            ```text body
            Thank you. We answer within a day.
            ```
            """;

    @TempDir
    Path folder;

    private static void mail(Shop shop, String name) throws IOException {
        shop.write("Inbox/" + name + ".eml", """
                From: Kim Prints <kim@stranger.example>
                To: hello@studio.example
                Subject: Hello %s
                Message-ID: <%s@stranger.example>

                Hello there, number %s.
                """.formatted(name, name, name));
        Ended ran = shop.agent().whilePausing(pause -> true).run("run", "--now");
        assertEquals(0, ran.exit(), ran.out() + ran.err());
    }

    @Test
    void showAndDoctorSayThatItWasStoppedAndWhatStartsItAgain() throws IOException {
        Shop shop = Shop.in(folder);
        shop.write("Rules/Thank.md", RULE);
        mail(shop, "one");
        shop.write(
                "agent.yaml",
                shop.read("agent.yaml")
                        + "approval:\n  auto:\n    - { skill: email.reply, rule: Thank, per_day: 9 }\n");
        assertFalse(shop.agent().run("doctor").out().contains("no longer approves"));
        String note = "Pending_Approval/Hello one.md";
        shop.write(note, shop.read(note).replace("within a day", "within an hour"));
        Ended approved = shop.agent().run("approve", "Hello one");
        assertEquals(List.of("Hello one.md"), shop.names(Stage.COMPLETED), approved.out() + approved.err());
        mail(shop, "two");
        assertTrue(shop.names(Stage.PENDING_APPROVAL).contains("Hello two.md"));

        String words = "The rule Thank no longer approves email.reply by itself: it was stopped";
        Ended shown = shop.agent().run("show", "Hello two");
        String line = shown.out().replaceAll("\\s+", " ");
        assertTrue(line.contains(words) && line.contains("for a person changed its plan"), shown.out());
        assertTrue(line.contains("A later `since:` on its line in agent.yaml starts it again."), shown.out());
        String doctor = shop.agent().run("doctor").out().replaceAll("\\s+", " ");
        assertTrue(doctor.contains(words), doctor);
    }
}
