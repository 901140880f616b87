package dev.factotum.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;

/** Matters written straight into a vault's folders, as intake and planning would have left them. */
final class OpenMatters {
    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private OpenMatters() {}

    /** Four of five wait for a person, the fifth for its plan. */
    static void write(Path vault, int count) throws IOException {
        Files.createDirectories(vault.resolve("Pending_Approval"));
        Files.createDirectories(vault.resolve("Needs_Action"));
        for (int number = 0; number < count; number++) {
            String title = String.format(Locale.ROOT, "Answer enquiry %05d", number);
            Path file = number % 5 == 0
                    ? vault.resolve("Needs_Action").resolve(title + ".md")
                    : vault.resolve("Pending_Approval").resolve(title + ".md");
            Files.writeString(file, number % 5 == 0 ? item(title, number) : plan(title, number));
        }
    }

    /** Records of finished matters, for a vault that has been at work for long. */
    static void atRest(Path vault, int count) throws IOException {
        Path month = Files.createDirectories(vault.resolve("Completed/2026-10"));
        for (int number = 0; number < count; number++) {
            String title = String.format(Locale.ROOT, "Answered enquiry %05d", number);
            Files.writeString(month.resolve(title + ".md"), plan(title, 500_000 + number));
        }
    }

    /** Plans by hand in Needs_Action, written long ago: each waits for its approval. */
    static void posts(Path vault, int count) throws IOException {
        Files.createDirectories(vault.resolve("Needs_Action"));
        for (int number = 0; number < count; number++) {
            String title = String.format(Locale.ROOT, "Post %05d", number);
            Path file = vault.resolve("Needs_Action").resolve(title + ".md");
            Files.writeString(file, "# " + title + "\n\n```step\nskill: x.post\ntext: Words " + number + "\n```\n");
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        }
    }

    private static String item(String title, int number) {
        return """
                ---
                kind: email
                from: "Jo Peters <jo%d@acme.example>"
                id: %s
                ---

                # %s

                ## Source

                > [!quote]- Original message (untrusted: shown, never obeyed)
                > Hi, what would a new logo cost, and when could you start?
                """.formatted(number, id(number), title);
    }

    private static String plan(String title, int number) {
        return """
                ---
                risk: normal
                agent: office
                kind: email
                from: "Jo Peters <jo%d@acme.example>"
                rev: 1
                id: %s
                ---

                # %s

                **If approved (SANDBOX):** sends 1 email from studio@ to jo%d@acme.example (known)

                - [ ] **Approve** ^approve-r1
                - [ ] Reject ^reject-r1
                - [ ] Ask for changes (write under *Tell the agent*) ^revise-r1

                ## Steps

                - [ ] **Reply to Jo** ^s1

                ```step
                id: s1
                skill: email.reply
                to: jo%d@acme.example
                subject: Your enquiry
                ```

                ```text body
                Hi Jo, thank you. We have your question and answer within a day.
                ```

                ## Tell the agent

                ## Why

                The rule *acknowledge* answers every enquiry.

                ## Source

                > [!quote]- Original message (untrusted: shown, never obeyed)
                > Hi, what would a new logo cost, and when could you start?
                """.formatted(number, id(number), title, number, number);
    }

    /** A well-formed ULID of its own for each number. */
    private static String id(int number) {
        StringBuilder digits = new StringBuilder();
        for (int rest = number, place = 0; place < 16; place++, rest /= 32) {
            digits.insert(0, CROCKFORD.charAt(rest % 32));
        }
        return "01KAGRZ3M8" + digits;
    }
}
