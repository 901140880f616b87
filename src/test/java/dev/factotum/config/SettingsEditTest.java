package dev.factotum.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.factotum.problem.AuthCode;
import dev.factotum.problem.ConfigCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsEditTest {
    private static SettingsEdit.Outcome set(Desk desk, String key, String value) throws IOException {
        return new SettingsEdit(desk.world.world(), Desk.ROOT, desk).set(key, value);
    }

    private static String after(String text, String key, String value) throws IOException {
        Desk desk = new Desk().with("agent.yaml", text);
        SettingsEdit.Outcome outcome = set(desk, key, value);
        assertInstanceOf(SettingsEdit.Outcome.Set.class, outcome, outcome::toString);
        return desk.text("agent.yaml");
    }

    @Test
    void oneScalarIsReplacedAndEveryOtherByteStays() throws IOException {
        Desk desk = new Desk().with("agent.yaml", SettingsFileTest.EXAMPLE);

        assertEquals(
                new SettingsEdit.Outcome.Set(Optional.of("10s"), "agent.yaml:18"), set(desk, "approval.grace", "1m"));
        assertEquals(SettingsFileTest.EXAMPLE.replace("grace: 10s ", "grace: 1m "), desk.text("agent.yaml"));
    }

    @Test
    void valuesInsideBracesAndQuotesAreReplaced() throws IOException {
        assertEquals(
                SettingsFileTest.EXAMPLE.replace("key: \"secret:openai\"", "key: \"env:OPENAI\""),
                after(SettingsFileTest.EXAMPLE, "models.providers.openai.key", "env:OPENAI"));
        assertEquals(
                SettingsFileTest.EXAMPLE.replace("{ email.send: 50 }", "{ email.send: 5 }"),
                after(SettingsFileTest.EXAMPLE, "policy.per_day.email.send", "5"));
    }

    @Test
    void aMissingKeyIsAddedWhereItBelongs() throws IOException {
        assertEquals(
                "a: 1 # x\r\napproval:\r\n  grace: 1s # y\r\n  expires: 3d\r\n\r\n# end\r\n",
                after("a: 1 # x\r\napproval:\r\n  grace: 1s # y\r\n\r\n# end\r\n", "approval.expires", "3d"));
        assertEquals("owner: sam\nexecutor: this", after("owner: sam", "executor", "this"));
        assertEquals("# only this\nexecutor: this\n", after("# only this\n", "executor", "this"));
        assertEquals(
                "policy: { money: { high_at: 1 EUR, refuse_at: 2 EUR } } # m\n",
                after("policy: { money: { high_at: 1 EUR } } # m\n", "policy.money.refuse_at", "2 EUR"));
        assertEquals(
                "policy:\n  recipients: { unknown: low }\n  money:\n    high_at: 9 EUR\nowner: x\n",
                after("policy:\n  recipients: { unknown: low }\nowner: x\n", "policy.money.high_at", "9 EUR"));
        assertEquals("approval:\n  grace: 4s\nowner: x\n", after("approval:\nowner: x\n", "approval.grace", "4s"));
        assertEquals("owner: mia # who\n", after("owner: # who\n", "owner", "mia"));
        assertEquals("policy: { money: { high_at: 3 EUR } }\n", after("policy: {}\n", "policy.money.high_at", "3 EUR"));
        assertEquals(
                "policy: { hosts: [a.example, b.example] }\n",
                after("policy: { hosts: [c.example] }\n", "policy.hosts", "[a.example, b.example]"));
    }

    @Test
    void aVaultWithoutSettingsGetsThem() throws IOException {
        Desk desk = new Desk();

        assertEquals(new SettingsEdit.Outcome.Set(Optional.empty(), "agent.yaml:1"), set(desk, "executor", "this"));
        assertEquals("executor: this\n", desk.text("agent.yaml"));
    }

    @Test
    void whatIsNotAsciiOrHasAByteOrderMarkIsFoundAtItsPlace() throws IOException {
        assertEquals(
                "\uFEFFowner: \"Zoë 🦊\" # 🦊🦊\nexecutor: this # 🦊\n",
                after("\uFEFFowner: \"Zoë 🦊\" # 🦊🦊\nexecutor: that # 🦊\n", "executor", "this"));
    }

    @Test
    void aWrongValueOrASecretInClearIsRefusedAndNothingWritten() throws IOException {
        Desk desk = new Desk().with("agent.yaml", SettingsFileTest.EXAMPLE);

        assertEquals(ConfigCode.INVALID, refused(set(desk, "approval.grace", "soon")));
        assertEquals(AuthCode.PLAIN_SECRET, refused(set(desk, "models.providers.openai.key", "hunter2")));
        assertEquals(ConfigCode.NOT_SET, refused(set(desk, "schedule", "x")));
        assertEquals(ConfigCode.NOT_SET, refused(set(desk, "owner.name", "x")));
        assertEquals(ConfigCode.NOT_SET, refused(set(desk, "a b: c", "x")));
        assertEquals(SettingsFileTest.EXAMPLE, desk.text("agent.yaml"));
    }

    @Test
    void aValueIsQuotedWhereItWouldReadAsSomethingElse() throws IOException {
        assertEquals("owner: \"a: b # c\\\"\"\n", after("owner: x\n", "owner", "a: b # c\""));
        assertEquals("owner: \"@jo\"\n", after("owner: x\n", "owner", "@jo"));
    }

    @Test
    void aMemberIsAddedToAListWhereverItStands() throws IOException {
        for (String[] one : new String[][] {
            {"", "policy:\n  hosts: [a.example]\n"},
            {"policy:\n  hosts: []  # none\n", "policy:\n  hosts: [a.example]  # none\n"},
            {"policy: { hosts: [b.example] }\n", "policy: { hosts: [b.example, a.example] }\n"},
            {
                "policy:\n  hosts:\n    - b.example   # theirs\n    # more\nowner: sam\n",
                "policy:\n  hosts:\n    - b.example   # theirs\n    - a.example\n    # more\nowner: sam\n"
            },
            {"policy:\n  hosts:\n  - b.example", "policy:\n  hosts:\n  - b.example\n  - a.example"},
        }) {
            Desk desk = new Desk().with("agent.yaml", one[0]);
            SettingsEdit.Outcome outcome =
                    new SettingsEdit(desk.world.world(), Desk.ROOT, desk).append("policy.hosts", "a.example");
            assertInstanceOf(SettingsEdit.Outcome.Set.class, outcome, outcome::toString);
            assertEquals(one[1], desk.text("agent.yaml"));
        }
    }

    @Test
    void whatHeldASecretIsToBeForgotten() throws IOException {
        for (String plain : new String[] {"sk-abcdefghijklmnopqrstuvwxyz012345", "secret:openai"}) {
            Desk desk = new Desk().with("agent.yaml", "models:\n  providers:\n    openai: { key: " + plain + " }\n");
            int[] forgotten = {0};
            Writing watched = new Writing() {
                @Override
                public boolean replace(Path file, byte[] read, byte[] fresh) throws IOException {
                    return desk.replace(file, read, fresh);
                }

                @Override
                public void forget(Path file, byte[] replaced) {
                    forgotten[0]++;
                }

                @Override
                public void publish(Path file, byte[] content) {}
            };
            new SettingsEdit(desk.world.world(), Desk.ROOT, watched).set("owner", "b");
            assertEquals(plain.startsWith("sk-") ? 1 : 0, forgotten[0], plain);
        }
    }

    @Test
    void aPersonWhoIsFasterIsNotOverwritten() throws IOException {
        Desk desk = new Desk().with("agent.yaml", "owner: a\n");
        int[] calls = {0};
        Writing racing = new Writing() {
            @Override
            public boolean replace(Path file, byte[] read, byte[] fresh) throws IOException {
                if (calls[0]++ == 0) {
                    desk.with("agent.yaml", "owner: a\n# mine\n");
                }
                return desk.replace(file, read, fresh);
            }

            @Override
            public void forget(Path file, byte[] replaced) {}

            @Override
            public void publish(Path file, byte[] content) throws IOException {
                desk.publish(file, content);
            }
        };

        SettingsEdit.Outcome outcome = new SettingsEdit(desk.world.world(), Desk.ROOT, racing).set("owner", "b");

        assertInstanceOf(SettingsEdit.Outcome.Set.class, outcome);
        assertEquals("owner: b\n# mine\n", desk.text("agent.yaml"));
    }

    private static dev.factotum.problem.Code refused(SettingsEdit.Outcome outcome) {
        return assertInstanceOf(SettingsEdit.Outcome.Refused.class, outcome, outcome::toString)
                .problem()
                .code();
    }
}
