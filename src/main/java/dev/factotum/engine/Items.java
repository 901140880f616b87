package dev.factotum.engine;

import dev.factotum.engine.Planner.Item;
import dev.factotum.plan.PlanText;
import dev.factotum.tool.Tool;
import dev.factotum.vault.LedgerEntry.Born;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Trust;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Matters as planners see them; also for asking a planner afterwards why it said what it said. */
public final class Items {
    private Items() {}

    /** @param wish what the person asked for when asking for changes; empty otherwise */
    public static Item of(EngineParts parts, MatterId id, PlanText text, History history, String wish)
            throws IOException {
        boolean own = history.trust() == Trust.OWN;
        Instant now = parts.vault().world().clock().instant();
        return new Item(
                id,
                text,
                kind(text, history),
                history.trust(),
                history.conversation(),
                text.properties().text("client"),
                Optional.ofNullable(history.source().get("account")),
                own ? text.prose() : text.quotedSource(),
                attachments(parts.vault(), id),
                history.born().map(Born::t).orElse(now),
                now,
                text.rounds() + 1,
                wish,
                parts.toolbox().all().stream()
                        .map(Tool::id)
                        .map(Object::toString)
                        .collect(Collectors.toSet()),
                parts.settings().get());
    }

    static String kind(PlanText text, History history) {
        return text.properties()
                .text("kind")
                .or(() -> history.born().map(Born::kind))
                .orElse("request");
    }

    private static List<String> attachments(Vault vault, MatterId id) throws IOException {
        Path folder = vault.attachments().folder(id);
        try {
            return vault.world().disk().list(folder).stream()
                    .filter(listed -> listed.kind() == FileFacts.Kind.FILE)
                    .map(Listed::name)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
