package dev.factotum.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.problem.ItemCode;
import dev.factotum.problem.Problem;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Watcher;
import dev.factotum.tool.Watcher.Arrival;
import dev.factotum.tool.Watcher.News;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Digest;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks watchers for news and makes a matter of each item, once. Before an item becomes a matter its id is written down beside
 * its key, and where to go on only after all items are matters: whatever stops us, nothing is skipped and nothing comes
 * twice. One process at a time asks a watcher.
 */
public final class Arrivals {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST = 32L << 20;
    private static final int MOST_ITEMS = 100;
    private static final int MOST_KEYS = 20_000;
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_WORDS = 1_000;
    private static final long MOST_WORDS = 1 << 16;
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final Duration BUSY = Duration.ofSeconds(30);
    private static final Duration STUCK = Duration.ofHours(1);

    /** Whoever still fails says so again within this time; who is no longer asked says nothing. */
    private static final Duration FORGOTTEN = LONGEST.plusHours(2);

    private final Vault vault;
    private final Intake intake;

    public Arrivals(Vault vault, Intake intake) {
        this.vault = vault;
        this.intake = intake;
    }

    /** @param next when to ask again @param problem why it could not be asked, or an item not taken in */
    public record Looked(int taken, Instant next, Optional<Problem> problem) {}

    /** When this watcher is to be asked next; the past where it never was. */
    public Instant due(Watcher watcher) throws IOException {
        return State.read(vault, watcher.name()).due;
    }

    /** Asks now, whatever the time. */
    public Looked look(Watcher watcher) throws IOException, InterruptedException {
        try (Claim claim = vault.claims().claim("watcher:" + watcher.name()).orElse(null)) {
            if (claim == null) {
                return new Looked(0, now().plus(BUSY), Optional.empty());
            }
            State state = State.read(vault, watcher.name());
            return switch (watcher.look(state.cursor)) {
                case News.Items(List<Arrival> items, Optional<String> cursor) -> taken(watcher, state, items, cursor);
                case News.Failed(ToolError error) -> failed(watcher, state, error);
            };
        }
    }

    private Looked failed(Watcher watcher, State state, ToolError error) throws IOException {
        state.failures = Math.min(20, state.failures + 1);
        String words = error.message();
        byte[] why = words.substring(0, Math.min(words.length(), LONGEST_WORDS)).getBytes(StandardCharsets.UTF_8);
        vault.files().write(wrong(vault).resolve(watcher.name() + ".txt"), why);
        Duration pause = watcher.every().multipliedBy(1L << Math.min(10, state.failures - 1));
        Instant next = now().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
        state.due = error instanceof ToolError.RateLimited limited
                        && limited.until().isAfter(next)
                ? limited.until()
                : next;
        state.write(vault, watcher.name());
        return new Looked(0, state.due, Optional.of(problem(watcher.name(), error.message())));
    }

    private static Problem problem(String watcher, String why) {
        return new Problem(
                ItemCode.NOT_ASKED, "It could not be asked for news", watcher, why, ItemCode.NOT_ASKED.remedy());
    }

    /** Which watchers of a vault gave no news the last time they were asked, as it stands on the disk. */
    public static List<Problem> troubles(Vault vault) throws IOException {
        List<Problem> troubles = new ArrayList<>();
        try {
            for (Listed file : vault.world().disk().list(wrong(vault))) {
                Instant said = vault.world()
                        .disk()
                        .facts(wrong(vault).resolve(file.name()))
                        .map(FileFacts::modified)
                        .orElse(Instant.EPOCH);
                boolean lately =
                        said.plus(FORGOTTEN).isAfter(vault.world().clock().instant());
                if (lately && file.name().endsWith(".txt") && !file.name().startsWith(".")) {
                    byte[] why = vault.world().disk().read(wrong(vault).resolve(file.name()), MOST_WORDS);
                    String name = file.name().substring(0, file.name().length() - 4);
                    troubles.add(problem(name, new String(why, StandardCharsets.UTF_8)));
                }
            }
        } catch (NoSuchFileException none) {
            return List.of();
        }
        troubles.sort(Comparator.comparing(Problem::where));
        return troubles;
    }

    private Looked taken(Watcher watcher, State state, List<Arrival> items, Optional<String> cursor)
            throws IOException {
        Map<String, Arrival> fresh = new LinkedHashMap<>();
        for (Arrival item : items) {
            String key = kept(item);
            if (!state.done(key) && fresh.size() < MOST_ITEMS) {
                fresh.putIfAbsent(key, item);
            }
        }
        for (String key : fresh.keySet()) {
            state.ids.computeIfAbsent(key, any -> vault.world().ids().ulid());
        }
        if (!fresh.isEmpty()) {
            state.write(vault, watcher.name());
        }
        Optional<Problem> problem = Optional.empty();
        int taken = 0;
        for (Map.Entry<String, Arrival> one : fresh.entrySet()) {
            Optional<Problem> refused = take(state, one.getKey(), one.getValue());
            if (refused.isPresent()) {
                problem = refused;
            } else {
                taken++;
            }
        }
        boolean all = problem.isEmpty() && items.stream().map(Arrivals::kept).allMatch(state::done);
        if (all) {
            state.cursor = cursor;
        }
        if (state.failures > 0) {
            mended(watcher);
        }
        state.failures = 0;
        state.stuck = problem.isPresent() ? Math.min(20, state.stuck + 1) : 0;
        state.due = now().plus(all ? watcher.every() : pause(state.stuck));
        state.forget();
        state.write(vault, watcher.name());
        return new Looked(taken, state.due, problem);
    }

    /** Less and less often while an item cannot be taken in: each look may cost money. */
    private static Duration pause(int stuck) {
        Duration pause = BUSY.multipliedBy(1L << Math.clamp(stuck - 1, 0, 10));
        return pause.compareTo(STUCK) > 0 ? STUCK : pause;
    }

    /** Where watchers that fail say why, so that a look at all of them reads nothing else. */
    private static Path wrong(Vault vault) {
        return folder(vault).resolve("wrong");
    }

    private static Path folder(Vault vault) {
        return vault.hidden().resolve("watchers");
    }

    private void mended(Watcher watcher) throws IOException {
        try {
            vault.world().disk().delete(wrong(vault).resolve(watcher.name() + ".txt"));
        } catch (NoSuchFileException none) {
            return;
        }
    }

    /** The key as it is written down: where it is long, or no text, its digest, for two may begin alike. */
    private static String kept(Arrival item) {
        String key = item.key();
        boolean plain = key.length() <= LONGEST_KEY
                && StandardCharsets.UTF_8.newEncoder().canEncode(key);
        if (plain) {
            return key;
        }
        byte[] units = key.getBytes(StandardCharsets.UTF_16BE);
        return "sha256:" + Digest.of(units).hex();
    }

    private Optional<Problem> take(State state, String key, Arrival item) throws IOException {
        MatterId id = new MatterId(String.valueOf(state.ids.get(key)));
        return switch (intake.arrive(id, item)) {
            case IntakeOutcome.Taken _, IntakeOutcome.Duplicate _ -> {
                state.taken.put(key, id.value());
                state.ids.remove(key);
                yield Optional.empty();
            }
            case IntakeOutcome.NotReady _ ->
                Optional.of(new Problem(
                        ItemCode.NOT_TAKEN, "An item could not be taken in", item.file(), "it is in other hands", ""));
            case IntakeOutcome.Failed(Problem problem) -> Optional.of(problem);
        };
    }

    private Instant now() {
        return vault.world().clock().instant();
    }

    /** What is kept of one watcher: ids chosen and not matters yet, keys that are matters, where to go on, when. */
    private static final class State {
        private final Map<String, String> ids = new LinkedHashMap<>();
        private final Map<String, String> taken = new LinkedHashMap<>();
        private Optional<String> cursor = Optional.empty();
        private Instant due = Instant.EPOCH;
        private int failures;

        /** Looks in a row of which an item could not be taken in. */
        private int stuck;

        boolean done(String key) {
            return taken.containsKey(key);
        }

        /** The oldest keys go first. */
        void forget() {
            while (taken.size() > MOST_KEYS) {
                taken.remove(taken.keySet().iterator().next());
            }
        }

        static State read(Vault vault, String name) throws IOException {
            State state = new State();
            try {
                JsonNode json = JSON.readTree(vault.world().disk().read(file(vault, name), LARGEST));
                json.path("ids")
                        .properties()
                        .forEach(one ->
                                state.ids.put(one.getKey(), one.getValue().asText()));
                json.path("taken")
                        .properties()
                        .forEach(one ->
                                state.taken.put(one.getKey(), one.getValue().asText()));
                state.cursor = Optional.ofNullable(json.get("cursor")).map(JsonNode::asText);
                state.due = Instant.parse(json.path("due").asText());
                state.failures = json.path("failures").asInt();
                state.stuck = json.path("stuck").asInt();
            } catch (NoSuchFileException | JsonProcessingException | DateTimeException none) {
                return state;
            }
            return state;
        }

        void write(Vault vault, String name) throws IOException {
            ObjectNode json = JSON.createObjectNode().put("v", 1).put("due", due.toString());
            json.put("failures", failures).put("stuck", stuck);
            cursor.ifPresent(text -> json.put("cursor", text));
            ids.forEach(json.putObject("ids")::put);
            taken.forEach(json.putObject("taken")::put);
            vault.files().write(file(vault, name), JSON.writeValueAsBytes(json));
        }

        private static Path file(Vault vault, String name) {
            return folder(vault).resolve(name + ".json");
        }
    }
}
