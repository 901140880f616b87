package dev.factotum.memory;

import dev.factotum.config.Settings;
import dev.factotum.engine.History;
import dev.factotum.markdown.Properties;
import dev.factotum.plan.Argument;
import dev.factotum.plan.PlanChanges;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.Step;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Approved;
import dev.factotum.vault.LedgerEntry.Born;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Trust;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes from a note what people wrote or approved in it. A message that is quoted in a matter, what a policy approved, and
 * what stands for a message's words are left out.
 */
final class TextReader {
    private static final long LARGEST = 1 << 20;
    private static final int SHORTEST = 12;
    private static final int LONGEST = 8_000;
    private static final int MOST_TEXTS = 40;

    private final Vault vault;

    TextReader(Vault vault) {
        this.vault = vault;
    }

    /** @param client of the folder; empty for none */
    List<Text> read(Path file, Origin origin, String client, Instant at) throws IOException {
        Optional<String> text = text(vault.world().disk().read(file, LARGEST));
        if (text.isEmpty()) {
            return List.of();
        }
        String path = vault.root().relativize(file).toString();
        return switch (origin) {
            case COMPLETED -> matter(path, PlanText.parse(text.get(), String.valueOf(file.getFileName())));
            case CONTENT -> note(path, text.get(), client, Provenance.CONTENT, at);
            case CONTACTS -> note(path, text.get(), client, Provenance.CONTACT, at);
            case PERSONA -> note(path, text.get(), client, Provenance.PERSONA, at);
        };
    }

    /** What a folder holds. */
    enum Origin {
        COMPLETED,
        CONTENT,
        CONTACTS,
        PERSONA
    }

    private static List<Text> note(String path, String text, String client, Provenance provenance, Instant at) {
        Properties properties = Properties.of(text);
        boolean others =
                properties.text("source").isPresent() || properties.text("url").isPresent();
        String words = cut(text.substring(properties.end()));
        return others || words.length() < SHORTEST
                ? List.of()
                : List.of(new Text(path, Settings.folded(client), "", "", provenance, at, words));
    }

    private List<Text> matter(String path, PlanText text) throws IOException {
        Optional<MatterId> id = text.id();
        Optional<List<LedgerEntry>> entries =
                id.isEmpty() ? Optional.empty() : vault.ledgers().closed(id.get());
        if (entries.isEmpty()) {
            return List.of();
        }
        History history = History.of(entries.get());
        String client = Settings.folded(text.properties().text("client").orElse(""));
        String kind = text.properties()
                .text("kind")
                .or(() -> history.born().map(Born::kind))
                .orElse("");
        List<Text> texts = new ArrayList<>();
        if (seen(entries.get())) {
            Instant at = entries.get().getLast().t();
            for (Step step : text.steps()) {
                boolean done = step.id()
                        .filter(one -> history.of(one.value()).done().isPresent())
                        .isPresent();
                for (Argument argument : done ? step.arguments() : List.<Argument>of()) {
                    words(argument)
                            .ifPresent(words -> texts.add(
                                    new Text(path, client, kind, step.skill(), Provenance.APPROVED, at, words)));
                }
            }
        }
        String prose = cut(text.prose());
        if (history.trust() == Trust.OWN && prose.length() >= SHORTEST) {
            texts.add(new Text(
                    path,
                    client,
                    kind,
                    "",
                    Provenance.OWN,
                    entries.get().getFirst().t(),
                    prose));
        }
        return texts.stream().limit(MOST_TEXTS).toList();
    }

    /** Every approval was a person's. */
    private static boolean seen(List<LedgerEntry> entries) {
        List<Approved> approvals = entries.stream()
                .filter(Approved.class::isInstance)
                .map(Approved.class::cast)
                .toList();
        return !approvals.isEmpty()
                && approvals.stream().noneMatch(approved -> approved.via().startsWith("rule:"));
    }

    /** Longer texts alone; one that stands for a message's words or for a result is none. */
    private static Optional<String> words(Argument argument) {
        boolean written =
                argument.form() instanceof Argument.Form.Text || argument.name().equals("text");
        String words = cut(PlanChanges.text(argument.form()));
        return written && words.length() >= SHORTEST && !words.startsWith("$item.") && !words.startsWith("${")
                ? Optional.of(words)
                : Optional.empty();
    }

    private static String cut(String text) {
        String stripped = text.strip();
        return stripped.length() <= LONGEST ? stripped : stripped.substring(0, LONGEST);
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }
}
