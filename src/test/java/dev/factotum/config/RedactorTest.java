package dev.factotum.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTest {
    private final Redactor redactor = Redactor.of(List.of("correct horse", "tiny"));

    /** Parts of tokens are joined here, so that no tool takes this file for a leak. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            it said correct horse twice        | it said [redacted] twice
            password=hunter22 and more         | password=[redacted] and more
            PASSWORD: "two words"              | PASSWORD: [redacted]
            {"password":"hunter22","a":1}      | {"password":[redacted],"a":1}
            db_passwd='x y'                    | db_passwd=[redacted]
            client_secret=abc&state=1          | client_secret=[redacted]&state=1
            api-key: k1                        | api-key: [redacted]
            apikey=k1, x                       | apikey=[redacted], x
            access_token=abc.def               | access_token=[redacted]
            refresh-token: abc                 | refresh-token: [redacted]
            Authorization: Custom a b c        | Authorization: [redacted]
            proxy-authorization: Basic YWJjOmRlZg== | proxy-authorization: [redacted]
            Cookie: a=b; c=d                   | Cookie: [redacted]
            sent bearer abcdefgh12345678       | sent bearer [redacted]
            sent Basic YWxhZGRpbjpvcGVu        | sent Basic [redacted]
            https://jo:pw@mail.example/x       | https://[redacted]@mail.example/x
            key sk-proj-abcdefghijkl           | key [redacted]
            key sk-~ant-api03-abcdefgh         | key [redacted]
            rk_live_~abcdefghij12              | [redacted]
            ghp_~abcdefghijklmnop1234          | [redacted]
            github_pat_~abcdefghij0123456789   | [redacted]
            xoxb-~1234567890-abc               | [redacted]
            AKIA~ABCDEFGHIJ234567              | [redacted]
            AIza~SyA12345678901234567890123456789 | [redacted]
            glpat-~abcdefghij0123456789        | [redacted]
            ya29.~abcdefghij0123456789         | [redacted]
            eyJhbGciOiJIUzI1NiJ9.~eyJzdWIiOiIxIn0.abc | [redacted]
            at Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MEFCQ0RFRkdISUo= end | at [redacted] end
            -----BEGIN RSA PRIVATE KEY-----~MIIEow-----END RSA PRIVATE KEY----- | [redacted]
            """)
    void aSecretIsTakenOutAndItsNameStays(String text, String expected) {
        String joined = text.replace("~", "");
        assertEquals(expected, redactor.redact(joined));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            agent status
            01M7Z7ZAHYDWR7Z8W1WEYV8R66
            E-PLAN-01 A step has no skill.
            a tiny word stays
            9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0bd1f1a5d6b7a8c9d0e1f2
            the task-force and the risk-analysis
            passwords are never written here
            Needs_Action/Question about invoice 1042.md
            dev.factotum.engine.ExecutionOfEveryApprovedStep
            """)
    void ordinaryWordsStay(String text) {
        assertEquals(text, redactor.redact(text));
    }

    @Test
    void aKnownSecretIsTakenOutInEachOfItsForms() {
        Redactor known = Redactor.of(List.of("correct+horse/battery"));
        for (String text : List.of(
                "Y29ycmVjdCtob3JzZS9iYXR0ZXJ5", // as it is
                "b:Y29ycmVjdCtob3JzZS9iYXR0ZXJ5!",
                "OmNvcnJlY3QraG9yc2UvYmF0dGVyeQ==", // behind a colon
                "a correct%2Bhorse%2Fbattery b",
                "a correct%2bhorse%2fbattery b",
                "correct+hor\n      se/battery",
                "correct+horse\r\n/battery")) {
            String shown = known.redact(text);
            assertTrue(shown.contains(Redactor.GONE) && shown.length() < Redactor.GONE.length() + 6, shown);
        }
        assertEquals("correct\nhorses", known.redact("correct\nhorses"));
    }

    @Test
    void variablesThatSoundSecretAreKnownAndReferencesAreNot() {
        Redactor known = Redactor.of(Map.of(
                "STUDIO_KEY", "blue banana",
                "mail_password", "green grape",
                "OTHER_KEY", "secret:studio",
                "PWD", "/home/sam",
                "HOME", "red raspberry"));
        assertEquals(
                "[redacted] [redacted] secret studio /home/sam red raspberry",
                known.redact("blue banana green grape secret studio /home/sam red raspberry"));
    }

    @Test
    void aTextWithoutEndTakesNoTimeWithoutEnd() {
        for (String piece : List.of("a_", "-----BEGIN ", "password", "://a:", "eyJ", "Aa1", "bearer ", "\"'")) {
            String shown = redactor.redact(piece.repeat(60_000));
            assertTrue(shown.length() < 70_000 * 10, piece);
        }
    }

    @Test
    void aLongTextIsCut() {
        assertFalse(redactor.redact("word ".repeat(20_000) + "password=x").contains("password"));
    }
}
