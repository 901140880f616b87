package dev.factotum.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.config.NoticeSettings.Quiet;
import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.config.NoticeSettings.Way;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code notify} and {@code webhooks} in agent.yaml. */
class NotifySettingsTest {
    private static NoticeSettings good(String yaml) {
        return new Desk().with("agent.yaml", yaml).good().settings().notices();
    }

    private static String bad(String yaml) {
        return String.join(
                "\n",
                new Desk()
                        .with("agent.yaml", yaml).bad().stream()
                                .map(problem -> Desk.line(problem).replaceFirst(" → .*", ""))
                                .toList());
    }

    @Test
    void everyKeyIsRead() {
        NoticeSettings notices = good("""
                notify:
                  batch: 2m
                  quiet: 22:00 - 07:00
                  wake: high
                  per_hour: 3
                  targets:
                    phone: { to: telegram, chat: -100123, key: "secret:bot", min_risk: normal, people: { 1001: sam } }
                    desk: { to: Desktop }
                webhooks:
                  crm: { url: "https://crm.example/in", key: "env:CRM", old_key: "file:/keys/old", events: [done, HumanReviewRequired] }
                """);

        assertEquals(Duration.ofMinutes(2), notices.batch());
        assertEquals(Optional.of(new Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0))), notices.quiet());
        assertTrue(notices.wake());
        assertEquals(3, notices.perHour());
        assertEquals(
                new Target(
                        "phone",
                        Way.TELEGRAM,
                        Risk.NORMAL,
                        Optional.of("secret:bot"),
                        Optional.empty(),
                        "",
                        "-100123",
                        "",
                        "",
                        Map.of("1001", "sam")),
                notices.targets().get("phone"));
        assertEquals(
                Way.DESKTOP,
                Objects.requireNonNull(notices.targets().get("desk")).way());
        assertEquals(
                new NoticeSettings.Webhook(
                        "crm",
                        "https://crm.example/in",
                        "env:CRM",
                        Optional.of("file:/keys/old"),
                        Set.of("done", "HumanReviewRequired")),
                notices.webhooks().get("crm"));
    }

    @Test
    void nothingIsToldWhereNothingIsSet() {
        assertEquals(NoticeSettings.NONE, good("owner: sam\n"));
    }

    @Test
    void eachWayNeedsItsKeysAndSaysWhich() {
        assertEquals("""
                E-CONFIG-01 `notify.targets.a.key` is missing (agent.yaml:3): telegram cannot be reached without it
                E-CONFIG-01 `notify.targets.a.chat` is missing (agent.yaml:3): telegram cannot be reached without it
                E-CONFIG-01 `notify.targets.b.topic` is missing (agent.yaml:4): ntfy cannot be reached without it
                E-CONFIG-01 `notify.targets.c.people` has no use (agent.yaml:5): nobody can answer by desktop""", bad("""
                notify:
                  targets:
                    a: { to: telegram }
                    b: { to: ntfy }
                    c: { to: desktop, people: { 1: sam } }
                """));
    }

    @Test
    void wrongValuesAreNamedWithTheirLine() {
        assertEquals("""
                E-CONFIG-01 `notify.quiet` has a wrong value (agent.yaml:2): it holds `25:00-07:00`, and should be hours of the day such as 22:00-07:00
                E-CONFIG-01 `notify.targets.a.to` has a wrong value (agent.yaml:3): it holds `pigeon`, and should be one of desktop, ntfy, slack, discord, telegram, email
                E-CONFIG-01 `webhooks.crm.url` has a wrong value (agent.yaml:4): it holds `crm.example`, and should be an address that starts with https:// or http://
                E-CONFIG-01 `webhooks.crm.key` is missing (agent.yaml:4): Where the signing secret is: whsec_ and 24 to 64 bytes in base64""", bad("""
                notify:
                  quiet: 25:00-07:00
                  targets: { a: { to: pigeon } }
                webhooks: { crm: { url: crm.example } }
                """));
    }

    @Test
    void theAddressOfAHookIsASecretAndNotWrittenOut() {
        String refused = bad(
                "notify: { targets: { a: { to: slack, key: 'https://hooks.slack.com/services/T0/B0/hunter2' } } }\n");
        assertTrue(
                refused.startsWith("E-AUTH-02 `notify.targets.a.key` holds a secret in clear (agent.yaml:1)"), refused);
        assertTrue(!refused.contains("hunter2"), refused);
        assertEquals(
                List.of(),
                new Desk()
                        .with("agent.yaml", "notify: { targets: { a: { to: slack, key: 'secret:slack' } } }\n")
                        .good()
                        .warnings());
    }
}
