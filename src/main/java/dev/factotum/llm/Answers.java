package dev.factotum.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileTooLargeException;
import dev.factotum.world.Sighted;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Answers that were paid for, under {@code .agent/cache}, by the digest of all that was asked and of whom. Small
 * questions that come again (reading, votes, comments, style) are answered from here within one client. What was asked for
 * one matter is kept for it alone until it was used, so that a process that dies before it could use an answer has not
 * paid in vain. Thread-safe.
 */
final class Answers {
    private static final Duration OLDEST = Duration.ofDays(30);
    private static final Duration OLDEST_OF_MATTER = Duration.ofDays(2);
    private static final int MOST = 2_000;
    private static final long MOST_BYTES = 64L << 20;
    private static final long LARGEST = 4L << 20;
    private static final int SWEEP_EVERY = 100;
    private static final String OF_MATTER = "answer-m-";
    private static final String COMMON = "answer-c-";

    private final Vault vault;
    private int untilSweep;

    Answers(Vault vault) {
        this.vault = vault;
    }

    record Kept(Reply.Answer answer, ModelName by) {}

    private enum Reach {
        CLIENT,
        MATTER,
        NONE
    }

    private static Reach reach(Prompt prompt) {
        return switch (prompt.purpose()) {
            case READ, VOTE, COMMENT, STYLE -> Reach.CLIENT;
            case PLAN, WRITE, CHECK -> prompt.payer().matter().isPresent() ? Reach.MATTER : Reach.NONE;
            case PROBE, EMBED -> Reach.NONE;
        };
    }

    /** The answer to exactly this question, where it was given before. */
    Optional<Kept> kept(List<ModelName> wanted, Prompt prompt) throws IOException {
        if (reach(prompt) == Reach.NONE) {
            return Optional.empty();
        }
        Path file = file(wanted, prompt);
        try {
            Duration oldest = reach(prompt) == Reach.MATTER ? OLDEST_OF_MATTER : OLDEST;
            Instant now = vault.world().clock().instant();
            return Json.read(vault.world().disk().read(file, LARGEST))
                    .filter(kept -> Json.instant(kept, "at")
                            .filter(at -> at.plus(oldest).isAfter(now))
                            .isPresent())
                    .flatMap(Answers::read);
        } catch (NoSuchFileException | FileTooLargeException none) {
            return Optional.empty();
        }
    }

    /** Keeps an answer, durably. */
    void keep(List<ModelName> wanted, Prompt prompt, Kept kept) throws IOException {
        if (reach(prompt) == Reach.NONE) {
            return;
        }
        ObjectNode node = Json.object()
                .put("v", 1)
                .put("at", vault.world().clock().instant().toString())
                .put("by", kept.by().toString())
                .put("model", kept.answer().model())
                .put("text", kept.answer().text())
                .put("request", kept.answer().requestId());
        ArrayNode calls = node.putArray("calls");
        kept.answer()
                .calls()
                .forEach(call -> calls.addObject()
                        .put("id", call.id())
                        .put("name", call.name())
                        .put("arguments", call.arguments()));
        byte[] bytes = Json.bytes(node);
        if (bytes.length <= LARGEST) {
            vault.files().write(file(wanted, prompt), bytes);
        }
        sweepNowAndThen();
    }

    private static Optional<Kept> read(ObjectNode node) {
        List<Prompt.ToolCall> calls = new ArrayList<>();
        for (JsonNode call : node.path("calls")) {
            calls.add(new Prompt.ToolCall(
                    call.path("id").asText(),
                    call.path("name").asText(),
                    call.path("arguments").asText()));
        }
        return ModelName.parse(node.path("by").asText())
                .map(by -> new Kept(
                        new Reply.Answer(
                                node.path("text").asText(),
                                calls,
                                node.path("model").asText(),
                                TokenUse.NONE,
                                node.path("request").asText()),
                        by));
    }

    /** What was kept for a matter was made use of: asked again, it is paid again. */
    void forget(String matter) throws IOException {
        String prefix = matterName(matter);
        for (Sighted one : seen()) {
            if (one.name().startsWith(prefix)) {
                delete(one);
            }
        }
    }

    private Path folder() {
        return vault.hidden().resolve("cache");
    }

    private Path file(List<ModelName> wanted, Prompt prompt) {
        String digest = Digest.of(Json.bytes(question(wanted, prompt))).hex();
        String prefix = reach(prompt) == Reach.MATTER
                ? matterName(prompt.payer().matter().orElseThrow())
                : COMMON;
        return folder().resolve(prefix + digest + ".json");
    }

    private static String matterName(String matter) {
        return OF_MATTER + Digest.of(matter).hex().substring(0, 32) + "-";
    }

    private static ObjectNode question(List<ModelName> wanted, Prompt prompt) {
        ObjectNode all = Json.object()
                .put("v", 1)
                .put("purpose", prompt.purpose().word())
                .put("client", prompt.payer().client().orElse(""))
                .put("instructions", prompt.instructions())
                .put("maxOutput", prompt.maxOutput());
        prompt.temperature().ifPresent(degree -> all.put("temperature", BigDecimal.valueOf(degree)));
        ArrayNode models = all.putArray("models");
        wanted.forEach(model -> models.add(model.toString()));
        ArrayNode turns = all.putArray("turns");
        for (Prompt.Turn turn : prompt.turns()) {
            ObjectNode one = turns.addObject();
            switch (turn) {
                case Prompt.Turn.User(String text) -> one.put("user", text);
                case Prompt.Turn.Assistant said -> {
                    one.put("assistant", said.text());
                    ArrayNode calls = one.putArray("calls");
                    said.calls()
                            .forEach(call ->
                                    calls.add(call.id()).add(call.name()).add(call.arguments()));
                }
                case Prompt.Turn.Answered(String call, String text) ->
                    one.put("answered", call).put("text", text);
            }
        }
        prompt.shape()
                .ifPresent(shape ->
                        all.putObject("shape").put("name", shape.name()).set("schema", shape.schema()));
        ArrayNode tools = all.putArray("tools");
        prompt.tools()
                .forEach(tool -> tools.addObject()
                        .put("name", tool.name())
                        .put("description", tool.description())
                        .set("schema", tool.schema()));
        return all;
    }

    private List<Sighted> seen() throws IOException {
        try {
            return vault.world().disk().sight(folder(), name -> name.startsWith(OF_MATTER) || name.startsWith(COMMON));
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private void delete(Sighted one) throws IOException {
        try {
            vault.world().disk().delete(folder().resolve(one.name()));
        } catch (NoSuchFileException goneAlready) {
            return;
        }
    }

    private synchronized void sweepNowAndThen() throws IOException {
        if (untilSweep-- > 0) {
            return;
        }
        untilSweep = SWEEP_EVERY;
        Instant now = vault.world().clock().instant();
        List<Sighted> newest = new ArrayList<>(seen());
        newest.sort(
                Comparator.comparing((Sighted one) -> one.facts().modified()).reversed());
        int count = 0;
        long bytes = 0;
        for (Sighted one : newest) {
            count++;
            bytes += one.facts().size();
            Duration oldest = one.name().startsWith(OF_MATTER) ? OLDEST_OF_MATTER : OLDEST;
            if (count > MOST
                    || bytes > MOST_BYTES
                    || one.facts().modified().plus(oldest).isBefore(now)) {
                delete(one);
            }
        }
    }
}
