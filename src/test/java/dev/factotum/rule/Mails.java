package dev.factotum.rule;

import dev.factotum.config.BudgetSettings;
import dev.factotum.config.Risk;
import dev.factotum.config.Settings;
import dev.factotum.config.SpendSettings;
import dev.factotum.engine.Planner;
import dev.factotum.plan.PlanText;
import dev.factotum.tool.Conversation;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Trust;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Matters as planners see them. */
final class Mails {
    static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    static final Settings SETTINGS = new Settings(
            ZoneId.of("Europe/Amsterdam"),
            "sam",
            Map.of("lantern-x", new Settings.AccountSettings("lantern-x", "x", "@lantern", Map.of())),
            new Settings.ApprovalSettings(
                    Duration.ofSeconds(10), Duration.ofDays(7), Duration.ofDays(1), Map.of(), List.of(), 10),
            new Settings.PolicySettings(Risk.HIGH, Optional.empty(), Optional.empty(), Map.of(), Set.of()),
            Map.of(
                    "Acme BV",
                    new Settings.ClientSettings(
                            "Acme BV",
                            Set.of("acme.example"),
                            Map.of(),
                            Map.of(),
                            Map.of("x", List.of("09:00")),
                            BudgetSettings.NONE)),
            List.of(),
            List.of(new Settings.Contact("Iris Bloem", "iris@bloem.example", Optional.empty())),
            4,
            Settings.LogSettings.USUAL,
            dev.factotum.config.ModelSettings.NONE,
            SpendSettings.NONE,
            dev.factotum.config.NoticeSettings.NONE);

    private Mails() {}

    static Planner.Item mail(String from, String subject, String body, String... attachments) {
        return item("email", Trust.UNTRUSTED, from, subject, body, "", List.of(attachments));
    }

    /** The same mail with the mark that a machine has sent it. @param auto list, reply, bounce or notice */
    static Planner.Item sentBy(String auto, Planner.Item mail) {
        Conversation c = mail.conversation();
        return new Planner.Item(
                mail.id(),
                mail.text(),
                mail.kind(),
                mail.trust(),
                new Conversation(
                        c.from(),
                        c.replyTo(),
                        c.to(),
                        c.subject(),
                        c.messageId(),
                        c.references(),
                        c.url(),
                        c.account(),
                        Optional.of(auto),
                        c.original(),
                        c.channel()),
                mail.client(),
                mail.account(),
                mail.body(),
                mail.attachments(),
                mail.born(),
                mail.now(),
                mail.round(),
                mail.wish(),
                mail.tools(),
                mail.settings());
    }

    static Planner.Item request(String text) {
        return item("request", Trust.OWN, "", text.lines().findFirst().orElse(""), text, "", List.of());
    }

    static Planner.Item mention(String channel, String from, String url) {
        return item("mention", Trust.UNTRUSTED, from, "A mention", "nice shop", url + " " + channel, List.of());
    }

    private static Planner.Item item(
            String kind,
            Trust trust,
            String from,
            String subject,
            String body,
            String urlAndChannel,
            List<String> attachments) {
        String[] where = urlAndChannel.split(" ", 2);
        Conversation conversation = new Conversation(
                Optional.of(from).filter(f -> !f.isEmpty()),
                Optional.empty(),
                List.of("hello@lantern.example"),
                trust == Trust.OWN ? Optional.empty() : Optional.of(subject),
                Optional.of("<1@x>"),
                List.of(),
                Optional.of(where[0]).filter(u -> !u.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                Optional.of("mail.eml"),
                where.length > 1 ? Optional.of(where[1]) : Optional.empty());
        return new Planner.Item(
                new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH"),
                PlanText.parse("# " + subject.replaceAll("\\R", " ") + "\n", "file.md"),
                kind,
                trust,
                conversation,
                Optional.empty(),
                Optional.empty(),
                body,
                attachments,
                NOW.minus(Duration.ofMinutes(5)),
                NOW,
                1,
                "",
                Set.of(),
                SETTINGS);
    }
}
