package dev.factotum.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factotum.vault.JsonFields.MalformedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerLinesTest {
    private static final Instant T = Instant.parse("2026-11-20T08:31:14.020Z");
    private static final Digest D = Digest.of("x");
    private static final MatterId ID = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH");

    static Stream<LedgerEntry> everyKind() {
        String odd = "a \"b\" \\ \n\t\u0000 \u2028 é 😀 } #torn";
        return Stream.of(
                new LedgerEntry.Born(
                        T,
                        odd,
                        "email",
                        Trust.UNTRUSTED,
                        "inbox",
                        Optional.of(D),
                        Optional.of("<a@b>"),
                        Optional.of(ID),
                        Optional.of(ID)),
                new LedgerEntry.Born(
                        T,
                        "n",
                        "post",
                        Trust.OWN,
                        "add",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new LedgerEntry.Moving(T, Stage.NEEDS_ACTION, Stage.PENDING_APPROVAL, odd, D, "planned"),
                new LedgerEntry.Placed(T, Stage.COMPLETED, "n.md", "sam"),
                new LedgerEntry.Proposed(T, 3, D, "rule:x", odd),
                new LedgerEntry.Approved(T, 3, D, "sam", "move", "high", Optional.of(T)),
                new LedgerEntry.Approved(T, 3, D, "sam", "move", "high", Optional.empty()),
                new LedgerEntry.Noted(T, "e", "b", "v", Map.of("k", odd, "", "")),
                new LedgerEntry.Claimed(T, "m", Long.MAX_VALUE, T, "boot"),
                new LedgerEntry.Intent(T, "s1", "key", D, "x.post@2", "acme", "live", D, 2, 7, Map.of("tid", "3k")),
                new LedgerEntry.Result(T, "s1", "key", "failed", "", "{\"a\":1}", Optional.of(odd), false, true, -1),
                new LedgerEntry.Result(T, "s1", "key", "ok", "r", "{}", Optional.empty(), true, false, 1800),
                new LedgerEntry.Answered(T, "s1", "key", "again", "sam"),
                new LedgerEntry.Parked(T, "s1", T, "rate"),
                new LedgerEntry.Returned(T, "failed", List.of("s1", odd), odd),
                new LedgerEntry.Closed(T, "done", "engine", "check"),
                new LedgerEntry.Audited(T, 12));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void everyEntryReadsBackAsItWasAndIsOneLine(LedgerEntry entry) throws MalformedException {
        byte[] line = LedgerLines.line(7, 0, entry);
        assertEquals(
                Optional.of(entry), LedgerLines.read(line, 0, line.length - 1).entry());
        assertEquals(line.length - 1, new String(line, StandardCharsets.ISO_8859_1).indexOf('\n'));
    }

    @Test
    void theWireFormIsTheDocumentedOne() {
        assertEquals(
                """
                {"v":1,"n":7,"t":"2026-11-20T08:31:14.020Z","type":"placed","stage":"Approved","name":"A.md","by":"sam"}
                """,
                new String(
                        LedgerLines.line(7, 0, new LedgerEntry.Placed(T, Stage.APPROVED, "A.md", "sam")),
                        StandardCharsets.UTF_8));
    }

    @Test
    void unknownFieldsAndTypesAreIgnoredAndMissingOnesAreNot() throws MalformedException {
        assertEquals(
                Optional.of(new LedgerEntry.Audited(T, 5)),
                entry("{\"t\":\"%s\",\"type\":\"audited\",\"upto\":5,\"new\":{\"a\":[1,{\"b\":null}]},\"f\":1.5}"));
        assertEquals(Optional.empty(), entry("{\"t\":\"%s\",\"type\":\"sealed\"}"));
        assertThrows(MalformedException.class, () -> entry("{\"t\":\"%s\",\"type\":\"audited\"}"));
        assertThrows(MalformedException.class, () -> entry("{\"t\":\"%s\",\"type\":\"audited\",\"upto\":\"5\"}"));
        assertThrows(MalformedException.class, () -> entry("{\"t\":\"%s\",\"type\":\"audited\",\"upto\":5} {}"));
        assertThrows(MalformedException.class, () -> entry("{\"t\":\"yesterday\",\"type\":\"audited\",\"upto\":5}"));
        assertThrows(MalformedException.class, () -> entry("[]"));
    }

    private static Optional<LedgerEntry> entry(String json) throws MalformedException {
        byte[] bytes = json.formatted(T).getBytes(StandardCharsets.UTF_8);
        return LedgerLines.read(bytes, 0, bytes.length).entry();
    }
}
