package dev.factotum.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.audit.AuditEvent;
import dev.factotum.config.Settings;
import dev.factotum.config.Settings.AutoApproval;
import dev.factotum.plan.PlanChanges;
import dev.factotum.plan.PlanText;
import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Automatic approvals that a person's change, rejection or undo has stopped: one file each in {@code .agent/trust}. A line
 * in agent.yaml that counts since a later day starts anew.
 */
public final class Demotions {
    /** The event that says so. */
    static final String STOPPED = "automatic_stopped";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST = 1 << 16;
    private static final String RULE = "rule:";

    private Demotions() {}

    /** When plans of this rule with this skill stopped approving themselves; a file that cannot be read stops for ever. */
    public static Optional<Instant> stopped(Vault vault, String rule, String skill) throws IOException {
        byte[] bytes;
        try {
            bytes = vault.world().disk().read(file(vault, rule, skill), LARGEST);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(bytes);
            return Optional.of(Instant.parse(json.path("t").asText()));
        } catch (JsonProcessingException | DateTimeException unreadable) {
            return Optional.of(Instant.MAX);
        }
    }

    /**
     * A line of agent.yaml that counts no more.
     *
     * @param at empty where nobody can read when
     */
    public record Stopped(AutoApproval auto, Optional<Instant> at, String why) {
        /** True where it would have been asked about plans of this planner with these skills. */
        public boolean concerns(String planner, List<String> skills) {
            return planner.equalsIgnoreCase(RULE + auto.rule())
                    && skills.stream().allMatch(skill -> Assessor.covers(auto.skill(), skill));
        }
    }

    /** All of them, in the order of the settings. */
    public static List<Stopped> all(Vault vault, Settings settings) throws IOException {
        List<Stopped> all = new ArrayList<>();
        for (AutoApproval auto : settings.approval().auto()) {
            Optional<Instant> stopped = stopped(vault, auto.rule(), auto.skill());
            if (stands(stopped, auto, settings.zone())) {
                all.add(new Stopped(auto, stopped.filter(at -> !at.equals(Instant.MAX)), why(vault, auto)));
            }
        }
        return all;
    }

    private static String why(Vault vault, AutoApproval auto) throws IOException {
        try {
            return JSON.readTree(vault.world().disk().read(file(vault, auto.rule(), auto.skill()), LARGEST))
                    .path("why")
                    .asText();
        } catch (JsonProcessingException | NoSuchFileException unreadable) {
            return "";
        }
    }

    /** Whether a line of agent.yaml counts today. */
    static boolean counts(Session session, AutoApproval auto) throws IOException {
        ZoneId zone = session.settings().zone();
        LocalDate today = LocalDate.ofInstant(session.now(), zone);
        return auto.since().filter(since -> since.isAfter(today)).isEmpty()
                && !stands(stopped(session.vault(), auto.rule(), auto.skill()), auto, zone);
    }

    private static boolean stands(Optional<Instant> stopped, AutoApproval auto, ZoneId zone) {
        return stopped.isPresent()
                && (stopped.get().equals(Instant.MAX)
                        || auto.since()
                                .filter(since -> since.isAfter(LocalDate.ofInstant(stopped.get(), zone)))
                                .isEmpty());
    }

    /** Before a person's approval is recorded: a plan that they made different stops its rule. */
    static void approved(Session session) throws IOException {
        if (!lines(session.settings(), planner(session)).isEmpty() && changed(session)) {
            stop(session, "a person changed its plan");
        }
    }

    private static boolean changed(Session session) throws IOException {
        Proposed proposed = session.history().proposed().orElseThrow();
        byte[] made;
        try {
            made = session.vault()
                    .world()
                    .disk()
                    .read(Foreign.proposal(session.vault(), session.id(), proposed.rev()), Session.LIMIT);
        } catch (NoSuchFileException lost) {
            return true;
        }
        PlanText before = PlanText.parse(
                new String(made, StandardCharsets.UTF_8), session.seen().name());
        return !PlanChanges.between(
                        before,
                        session.text(),
                        step -> session.history().of(step.value()).done().isPresent())
                .isEmpty();
    }

    /** Stops every line for the rule that made this matter's plan; nothing where there is none. */
    static void stop(Session session, String why) throws IOException {
        for (AutoApproval auto : lines(session.settings(), planner(session))) {
            boolean fresh = keep(session.vault(), auto, session.settings().zone(), session.now(), session.id(), why);
            boolean said = session.history().entries().stream()
                    .anyMatch(entry -> entry instanceof Noted noted
                            && noted.event().equals(STOPPED)
                            && noted.detail().getOrDefault("why", "").equals(words(auto, why)));
            if (fresh || !said && by(session.vault(), auto, session.id())) {
                session.record(new Noted(
                        session.now(), STOPPED, "policy", RULE + auto.rule(), Map.of("why", words(auto, why))));
            }
        }
    }

    /** The same for a finished matter that is being taken back. */
    static void undone(EngineParts parts, MatterId id, History history) throws IOException {
        Settings settings = parts.settings().get();
        String planner = history.proposed().map(Proposed::planner).orElse("");
        Instant now = parts.vault().world().clock().instant();
        String why = "a person takes back what it did";
        for (AutoApproval auto : lines(settings, planner)) {
            if (keep(parts.vault(), auto, settings.zone(), now, id, why)
                    && parts.vault().executor().here()) {
                parts.audit().append(List.of(AuditEvent.ofVault(now, STOPPED, "policy", words(auto, why))));
            }
        }
    }

    private static String planner(Session session) {
        return session.history().proposed().map(Proposed::planner).orElse("");
    }

    private static List<AutoApproval> lines(Settings settings, String planner) {
        return settings.approval().auto().stream()
                .filter(auto -> planner.equalsIgnoreCase(RULE + auto.rule()))
                .toList();
    }

    private static String words(AutoApproval auto, String why) {
        return "the rule " + auto.rule() + " no longer approves " + auto.skill() + ": " + why;
    }

    /** False where it is stopped already. */
    private static boolean keep(Vault vault, AutoApproval auto, ZoneId zone, Instant now, MatterId matter, String why)
            throws IOException {
        if (stands(stopped(vault, auto.rule(), auto.skill()), auto, zone)) {
            return false;
        }
        ObjectNode json = JSON.createObjectNode()
                .put("v", 1)
                .put("t", now.toString())
                .put("rule", auto.rule())
                .put("skill", auto.skill())
                .put("matter", matter.value())
                .put("why", why);
        vault.files().write(file(vault, auto.rule(), auto.skill()), JSON.writeValueAsBytes(json));
        return true;
    }

    /** Whether this matter stopped it: a stop of the program may have kept the ledger from saying so. */
    private static boolean by(Vault vault, AutoApproval auto, MatterId matter) throws IOException {
        byte[] bytes = vault.world().disk().read(file(vault, auto.rule(), auto.skill()), LARGEST);
        try {
            return JSON.readTree(bytes).path("matter").asText().equals(matter.value());
        } catch (JsonProcessingException unreadable) {
            return false;
        }
    }

    private static Path file(Vault vault, String rule, String skill) {
        String key = rule.strip().toLowerCase(Locale.ROOT) + "\n" + skill;
        String name = Digest.of(key.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
        return vault.hidden().resolve("trust").resolve(name + ".json");
    }
}
