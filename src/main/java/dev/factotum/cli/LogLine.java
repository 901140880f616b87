package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.audit.AuditRecord;
import dev.factotum.markdown.Escape;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Born;
import dev.factotum.vault.LedgerEntry.Moving;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Entries of the audit log for people and for programs. */
final class LogLine {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final Pattern ACCOUNT = Pattern.compile("(.+) (live|sandbox)");
    private static final int MOST_TITLES = 10_000;

    private final Vault vault;
    private final ZoneId zone;
    private final List<String> numbered;
    private final Map<String, String> titles = new LinkedHashMap<>();

    /** @param numbered the matters that can be called {@code @1}, {@code @2}, … */
    LogLine(Vault vault, ZoneId zone, List<String> numbered) {
        this.vault = vault;
        this.zone = zone;
        this.numbered = List.copyOf(numbered);
    }

    String of(AuditRecord entry) throws IOException {
        List<String> parts = new ArrayList<>();
        String subject = String.join(
                " ",
                List.of(number(entry), Style.BOLD.of(shown(title(entry))), part(entry.step()), skill(entry)).stream()
                        .filter(text -> Wrapped.width(text) > 0)
                        .toList());
        if (!subject.isEmpty()) {
            parts.add(subject);
        }
        entry.receipt().ifPresent(receipt -> parts.add("→ " + shown(receipt)));
        entry.detail()
                .map(detail -> Plainly.detail(detail, zone))
                .filter(detail -> !detail.isEmpty())
                .ifPresent(detail -> parts.add(shown(detail)));
        String by = entry.by().map(name -> "by " + shown(name)).orElse("");
        String via = entry.via().map(LogLine::way).orElse("");
        String whom = (by + " " + via).strip();
        if (!whom.isEmpty()) {
            parts.add(Style.DIM.of(whom));
        }
        return Style.DIM.of(WHEN.format(entry.t().atZone(zone))) + "  " + word(entry.ev())
                + " ".repeat(Math.max(1, 10 - entry.ev().length())) + " " + String.join(" · ", parts) + "  "
                + Style.DIM.of("#" + entry.seq());
    }

    private String number(AuditRecord entry) {
        int index = entry.matter().map(numbered::indexOf).orElse(-1);
        return index < 0 ? "" : Style.CYAN.of("@" + (index + 1));
    }

    private static String word(String ev) {
        String shown = shown(ev).replace('_', ' ');
        return switch (ev) {
            case "done", "approved", "simulated" -> Style.GREEN.of(shown);
            case "failed", "error", "refused" -> Style.RED.of(shown);
            case "returned", "unclear", "waits" -> Style.YELLOW.of(shown);
            default -> shown;
        };
    }

    /** Without its version, which {@code --json} has: {@code @1} names a matter here. */
    private static String skill(AuditRecord entry) {
        return part(entry.skill().map(skill -> skill.replaceFirst("@[^@]*$", "")));
    }

    /** How a person decided, or as whom a step acted; that the vault's own tools work in the vault needs no word. */
    private static String way(String via) {
        Matcher account = ACCOUNT.matcher(via);
        if (!account.matches()) {
            return "(" + Standing.gesture(via) + ")";
        }
        String name = account.group(1);
        return name.equals("vault")
                ? ""
                : "as " + shown(name) + (account.group(2).equals("live") ? "" : ", in sandbox");
    }

    private static String part(Optional<String> text) {
        return text.map(LogLine::shown).orElse("");
    }

    private static String shown(String text) {
        return Escape.terminal(text).replace('\n', ' ');
    }

    ObjectNode json(ObjectNode node, AuditRecord entry) throws IOException {
        return node.put("seq", entry.seq())
                .put("t", entry.t().toString())
                .put("type", entry.type().name())
                .put("ev", entry.ev())
                .put("matter", entry.matter().orElse(null))
                .put("title", entry.matter().isPresent() ? title(entry) : null)
                .put("step", entry.step().orElse(null))
                .put("skill", entry.skill().orElse(null))
                .put("by", entry.by().orElse(null))
                .put("via", entry.via().orElse(null))
                .put("receipt", entry.receipt().orElse(null))
                .put("detail", entry.detail().orElse(null));
    }

    /** The name of the matter's file, which is its title at intake: the log itself holds no titles. */
    private String title(AuditRecord entry) throws IOException {
        Optional<MatterId> id = entry.matter().flatMap(MatterId::parse);
        if (id.isEmpty()) {
            return "";
        }
        String key = id.get().value();
        String known = titles.get(key);
        if (known == null) {
            known = name(id.get());
            if (titles.size() < MOST_TITLES) {
                titles.put(key, known);
            }
        }
        return known;
    }

    private String name(MatterId id) throws IOException {
        List<LedgerEntry> entries = vault.ledgers().of(id).entries();
        if (entries.isEmpty()) {
            entries = vault.ledgers().closed(id).orElse(List.of());
        }
        for (LedgerEntry entry : entries.reversed()) {
            if (entry instanceof Placed placed) {
                return MatterFinder.withoutEnding(placed.name());
            }
            if (entry instanceof Moving moving) {
                return MatterFinder.withoutEnding(moving.name());
            }
            if (entry instanceof Born born) {
                return MatterFinder.withoutEnding(born.name());
            }
        }
        return id.value();
    }
}
