package dev.factotum.intake;

import dev.factotum.engine.Request;
import dev.factotum.engine.Request.Asks;
import dev.factotum.problem.ItemCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.tool.Conversation;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry.Born;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Trust;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes in what another program asks for: its words are kept, quoted and never trusted, and it is there once. */
final class Requested {
    private static final int QUOTE = 100_000;

    private final Vault vault;
    private final Journal journal;
    private final ForeignIntake foreign;
    private final Births births;

    Requested(Vault vault, Journal journal, ForeignIntake foreign) {
        this.vault = vault;
        this.journal = journal;
        this.foreign = foreign;
        this.births = new Births(vault);
    }

    /** How a request reads; empty where these bytes are none. No sender: what a program calls itself is no address. */
    static Optional<Reading> reading(byte[] bytes) {
        return Request.read(bytes).map(request -> {
            String words = Lines.tidy(request.words());
            return new Reading(
                    "request",
                    Trust.UNTRUSTED,
                    new Reading.Form.Foreign(
                            Lines.cut(words, QUOTE),
                            List.of(),
                            List.of(),
                            List.of("A program that calls itself " + request.by() + " asked for this by MCP.")),
                    request.title().isBlank() ? title(request) : request.title(),
                    Conversation.of(Map.of("channel", Request.ORIGIN)),
                    request.client(),
                    Optional.empty());
        });
    }

    private static String title(Request request) {
        String start = switch (request.asks()) {
            case Asks.Words(String text) -> text;
            case Asks.Deed(String tool, Optional<String> _, var _) -> tool;
        };
        return Lines.one(start, 60);
    }

    /** The note as it would be made. */
    String note(MatterId id, Request request) {
        Reading reading = reading(request.bytes(id)).orElseThrow();
        Path original = new KeptFiles(vault, id).original(Request.FILE);
        NoteText.Around around = new NoteText.Around(
                id,
                request.client(),
                Optional.empty(),
                Optional.of(new NoteText.Kept(original, false)),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return reading.form() instanceof Reading.Form.Foreign form ? NoteText.foreign(reading, form, around) : "";
    }

    /** The same request with the same id is there already; another one with this id is refused. */
    IntakeOutcome take(MatterId id, Request request) throws IOException {
        byte[] bytes = request.bytes(id);
        Journal.Entry entry = new Journal.Entry(id, Request.ORIGIN, Request.FILE, request.client(), Optional.empty());
        try (Claim _ = vault.claims().claim(entry.job()).orElseThrow(() -> busy(id));
                Claim _ = vault.claims().claim(id).orElseThrow(() -> busy(id))) {
            if (births.known(id)) {
                refuseOther(id, bytes);
                return new IntakeOutcome.Taken(id, vault.attachments().file(id, Request.FILE));
            }
            Optional<IntakeOutcome> begun = journal.find(id).isPresent() ? foreign.take(entry, true) : Optional.empty();
            if (begun.isPresent()) {
                refuseOther(id, bytes);
                return begun.get();
            }
            journal.open(entry);
            publish(new KeptFiles(vault, id).original(Request.FILE), bytes);
            return foreign.take(entry, false).orElseThrow();
        }
    }

    private void publish(Path original, byte[] bytes) throws IOException {
        try {
            vault.files().publish(original, bytes);
        } catch (FileAlreadyExistsException there) {
            if (!Arrays.equals(vault.world().disk().read(original, FileReader.LARGEST), bytes)) {
                throw there;
            }
        }
    }

    private void refuseOther(MatterId id, byte[] bytes) throws IOException {
        Optional<Digest> source = births.born(id).or(() -> closed(id)).flatMap(Born::source);
        if (!source.equals(Optional.of(Digest.of(bytes)))) {
            throw new ProblemException(new Problem(
                    ItemCode.NOT_TAKEN,
                    "This idempotency key was used for another request",
                    id.value(),
                    "the matter that it made asks for something else",
                    "Use a key of its own for each request."));
        }
    }

    private Optional<Born> closed(MatterId id) {
        try {
            return vault.ledgers().closed(id).orElse(List.of()).stream()
                    .filter(Born.class::isInstance)
                    .map(Born.class::cast)
                    .findFirst();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static ProblemException busy(MatterId id) {
        return new ProblemException(new Problem(
                ItemCode.NOT_TAKEN,
                "It could not be taken in now",
                id.value(),
                "another process is at it",
                "Ask again with the same idempotency key."));
    }
}
