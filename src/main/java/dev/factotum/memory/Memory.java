package dev.factotum.memory;

import dev.factotum.engine.Planner.Item;
import dev.factotum.engine.Recollection;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the office remembers that fits a matter: of its own client alone. Thread-safe. */
public final class Memory implements Recollection {
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
    private static final int MOST_LESSONS = 20;
    private static final int MOST_CHARS = 4_000;

    private final Lessons lessons;

    public Memory(Vault vault) {
        this.lessons = new Lessons(vault);
    }

    @Override
    public List<String> lessons(Item item) {
        try {
            String page = lessons.page().orElse("");
            List<String> all = LessonPage.lessons(page, item.client()).reversed();
            return bounded(all.stream()
                    .sorted(Comparator.comparing((String line) -> -fit(line, item)))
                    .limit(MOST_LESSONS)
                    .toList());
        } catch (IOException unreadable) {
            LOG.atWarn().addKeyValue("error", unreadable.getClass().getSimpleName()).log("lessons");
            return List.of();
        }
    }

    @Override
    public List<String> examples(Item item) {
        return List.of();
    }

    /** The kind of the matter, the channel it came by, and its agent. */
    private static int fit(String line, Item item) {
        String lower = line.toLowerCase(Locale.ROOT);
        Optional<String> channel = item.conversation().channel();
        Optional<String> agent = item.text().properties().text("agent");
        return (lower.contains(" " + item.kind() + ",") ? 4 : 0)
                + (channel.filter(name -> lower.contains(name + ".")).isPresent() ? 2 : 0)
                + (agent.filter(name -> lower.contains("agent " + name.toLowerCase(Locale.ROOT) + ":")).isPresent()
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
