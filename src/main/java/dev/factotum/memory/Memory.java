package dev.factotum.memory;

import dev.factotum.config.Settings;
import dev.factotum.engine.Planner.Item;
import dev.factotum.engine.Recollection;
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

    private final Lessons lessons;
    private final OnDemand index;

    public Memory(Vault vault) {
        this.lessons = new Lessons(vault);
        this.index = new OnDemand(vault);
    }

    /** What searches is loaded when something is looked for: a start of the program does without. */
    private static final class OnDemand {
        private final Vault vault;
        private @Nullable MemoryIndex made;

        OnDemand(Vault vault) {
            this.vault = vault;
        }

        synchronized MemoryIndex get() {
            MemoryIndex index = made == null ? new MemoryIndex(vault) : made;
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
    public List<String> examples(Item item) {
        MemoryIndex.Query query = new MemoryIndex.Query(
                Settings.folded(item.client().orElse("")),
                Optional.of(item.kind()),
                Set.of(Provenance.APPROVED),
                words(item),
                MOST_FOUND);
        try {
            List<String> texts = index.get().search(query).stream()
                    .map(text -> text.skill() + ":\n" + shortened(text.words()))
                    .distinct()
                    .limit(MOST_EXAMPLES)
                    .toList();
            return bounded(texts);
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
     * @param client whose texts may be found too; without one only what is nobody's is
     */
    public List<Text> search(String words, Optional<String> client, int most) throws IOException {
        List<Text> found = new ArrayList<>();
        Set<String> shelves = new LinkedHashSet<>();
        client.map(Settings::folded).ifPresent(shelves::add);
        shelves.add("");
        for (String shelf : shelves) {
            MemoryIndex.Query query =
                    new MemoryIndex.Query(shelf, Optional.empty(), EnumSet.allOf(Provenance.class), words, most);
            found.addAll(index.get().search(query));
        }
        return found.stream().limit(most).toList();
    }

    private static String words(Item item) {
        String words = item.text().title() + "\n" + item.body();
        return words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) : words;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
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

    private static List<String> bounded(List<String> lines) {
        List<String> some = new ArrayList<>();
        int left = MOST_CHARS;
        for (String line : lines) {
            left -= line.length();
            if (left < 0) {
                break;
            }
            some.add(line);
        }
        return some;
    }
}
