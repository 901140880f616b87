package dev.factotum.memory;

import dev.factotum.config.Settings;
import dev.factotum.engine.Planner.Item;
import dev.factotum.engine.Recollection;
import dev.factotum.llm.Embeddings;
import dev.factotum.llm.Prompt.Payer;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the office remembers that fits a matter: of its own client alone. Thread-safe. */
public final class Memory implements Recollection {
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
    private static final int MOST_LESSONS = 20;
    private static final int MOST_CHARS = 6_000;
    private static final int MOST_EXAMPLES = 20;
    private static final int MOST_FOUND = 40;
    private static final int MOST_WORDS = 4_000;
    private static final int LONGEST = 800;
    private static final int MOST_EXCERPTS = 6;
    private static final int LONGEST_EXCERPT = 600;

    private final Lessons lessons;
    private final OnDemand index;

    /** @param embeddings where none makes vectors, words alone are compared */
    public Memory(Vault vault, Embeddings embeddings) {
        this.lessons = new Lessons(vault);
        this.index = new OnDemand(vault, embeddings);
    }

    /** What searches is loaded when something is looked for: a start of the program does without. */
    private static final class OnDemand {
        private final Vault vault;
        private final Embeddings embeddings;
        private @Nullable MemoryIndex made;

        OnDemand(Vault vault, Embeddings embeddings) {
            this.vault = vault;
            this.embeddings = embeddings;
        }

        synchronized MemoryIndex get() {
            MemoryIndex index = made == null ? new MemoryIndex(vault, embeddings) : made;
            made = index;
            return index;
        }
    }

    @Override
    public List<String> lessons(Item item) {
        try {
            String page = lessons.page().orElse("");
            List<String> all = LessonPage.lessons(page, item.client()).reversed();
            return bounded(all.stream()
                    .sorted(Comparator.comparingInt((String line) -> -fit(line, item)))
                    .limit(MOST_LESSONS)
                    .toList());
        } catch (IOException unreadable) {
            LOG.atWarn()
                    .addKeyValue("error", unreadable.getClass().getSimpleName())
                    .log("lessons");
            return List.of();
        }
    }

    @Override
    public List<String> examples(Item item) throws InterruptedException {
        String words = item.text().title() + "\n" + item.body();
        Set<Provenance> approved = Set.of(Provenance.APPROVED);
        List<String> texts = search(item, Optional.of(item.kind()), approved, words, MOST_FOUND, true).stream()
                .map(text -> text.skill() + ":\n" + shortened(text.words(), LONGEST))
                .distinct()
                .limit(MOST_EXAMPLES)
                .toList();
        return bounded(texts);
    }

    @Override
    public List<Excerpt> find(Item item, String words) throws InterruptedException {
        Set<Provenance> all = EnumSet.allOf(Provenance.class);
        return search(item, Optional.empty(), all, words, MOST_EXCERPTS, false).stream()
                .map(text -> new Excerpt(
                        text.provenance().words() + (text.skill().isEmpty() ? "" : ", " + text.skill()),
                        text.path(),
                        shortened(text.words(), LONGEST_EXCERPT)))
                .toList();
    }

    private List<Text> search(
            Item item, Optional<String> kind, Set<Provenance> provenance, String words, int most, boolean rest)
            throws InterruptedException {
        MemoryIndex.Query query = new MemoryIndex.Query(
                Settings.folded(item.client().orElse("")),
                kind,
                provenance,
                words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) : words,
                most,
                rest,
                new Payer("", item.client(), Optional.of(item.id().value())));
        try {
            return index.get().search(query);
        } catch (IOException unreadable) {
            LOG.atWarn()
                    .addKeyValue("error", unreadable.getClass().getSimpleName())
                    .log("memory");
            return List.of();
        }
    }

    /**
     * What people here wrote or approved that fits these words.
     *
     * @param client whose texts may be found too, at whose cost they are compared; without one only what is nobody's is
     */
    public List<Text> search(String words, Optional<String> client, int most) throws IOException, InterruptedException {
        List<Text> found = new ArrayList<>();
        Set<String> shelves = new LinkedHashSet<>();
        client.map(Settings::folded).ifPresent(shelves::add);
        shelves.add("");
        for (String shelf : shelves) {
            MemoryIndex.Query query = new MemoryIndex.Query(
                    shelf,
                    Optional.empty(),
                    EnumSet.allOf(Provenance.class),
                    words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) : words,
                    most,
                    false,
                    new Payer("", client, Optional.empty()));
            found.addAll(index.get().search(query));
        }
        return found.stream().limit(most).toList();
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    /** The kind of the matter, the channel it came by, and its agent. */
    private static int fit(String line, Item item) {
        String lower = line.toLowerCase(Locale.ROOT);
        Optional<String> channel = item.conversation().channel();
        Optional<String> agent = item.text().properties().text("agent");
        return (lower.contains(" " + item.kind() + ",") ? 4 : 0)
                + (channel.filter(name -> lower.contains(name + ".")).isPresent() ? 2 : 0)
                + (agent.filter(name -> lower.contains("agent " + name.toLowerCase(Locale.ROOT) + ":"))
                                .isPresent()
                        ? 1
                        : 0);
    }

    /** What is too long for what is left is passed over, so that one long line shuts out no other. */
    private static List<String> bounded(List<String> lines) {
        List<String> some = new ArrayList<>();
        int left = MOST_CHARS;
        for (String line : lines) {
            if (line.length() <= left) {
                left -= line.length();
                some.add(line);
            }
        }
        return some;
    }
}
