package dev.factotum.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> NAMES =
            List.of("email.reply", "email.send", "linkedin.post", "vault.note", "x.delete", "x.post", "x.thread");

    @ParameterizedTest
    @CsvSource({
        "x.pots, x.post",
        "X.Post, x.post",
        "xpost, x.post",
        "email.replay, email.reply",
        "email.snd, email.send",
        "linked.post, linkedin.post",
        "vault.notes, vault.note"
    })
    void aSlipOfTheFingerIsRecognised(String written, String meant) {
        assertEquals(Optional.of(meant), Nearest.of(written, NAMES));
    }

    @ParameterizedTest
    @CsvSource({"odoo.invoice.create", "a", "''", "tiktok.video.upload"})
    void somethingElseIsNotGuessedAt(String written) {
        assertEquals(Optional.empty(), Nearest.of(written, NAMES));
    }

    @Test
    void aHugeNameIsNotCompared() {
        assertEquals(Optional.empty(), Nearest.of("x".repeat(1_000_000), NAMES));
    }

    @Test
    void anEmptyToolboxSuggestsNothing() {
        assertEquals(Optional.empty(), new Toolbox(List.of()).nearest("x.post"));
    }
}
