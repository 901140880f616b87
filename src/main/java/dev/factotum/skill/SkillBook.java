package dev.factotum.skill;

import dev.factotum.problem.Problem;
import dev.factotum.problem.SkillCode;
import dev.factotum.tool.Tool;
import dev.factotum.tool.ToolSource;
import dev.factotum.tool.Watcher;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import dev.factotum.world.DiskFailure;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The skill folders of a vault as they stand, read anew once a file of them changes. Only what a person trusted on this
 * machine, and what has not changed since, is a tool. Thread-safe.
 */
public final class SkillBook implements ToolSource {
    /** Where skills are looked for; of two with one name the one of the earlier place counts. */
    public static final List<String> PLACES = List.of("Skills", ".claude/skills", ".qwen/skills");

    private static final String UNREAD = "its files cannot be read: ";
    private static final int MOST = 200;
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Vault vault;
    private final SkillTrust trust;
    private final SkillRuns runs;
    private final ReentrantLock lock = new ReentrantLock();
    private Instant looked = Instant.MIN;
    private String glance = "";
    private List<Shelved> shelf = List.of();

    public SkillBook(Vault vault, SkillRuns runs) {
        this.vault = vault;
        this.trust = new SkillTrust(vault);
        this.runs = runs;
    }

    /** Whether a skill may be used. */
    public enum Standing {
        TRUSTED,
        UNTRUSTED,
        CHANGED,
        UNREADABLE
    }

    /**
     * A folder on the shelf.
     *
     * @param skill empty where it cannot be used
     * @param reason why it cannot
     */
    public record Shelved(String name, String place, Standing standing, Optional<Skill> skill, String reason) {}

    /** What a folder with these files, by their paths within it, is pinned to. */
    public static Digest digest(Map<String, byte[]> files) {
        return new SkillFiles(new TreeMap<>(files)).digest();
    }

    /** Every skill folder, by name. */
    public List<Shelved> all() throws IOException {
        lock.lock();
        try {
            Instant now = vault.world().clock().instant();
            if (looked.isAfter(now) || looked.isBefore(now.minus(FRESH))) {
                String seen = glance();
                if (!seen.equals(glance) || looked.equals(Instant.MIN)) {
                    shelf = read();
                    glance = shelf.stream().anyMatch(one -> one.reason().startsWith(UNREAD)) ? "" : seen;
                }
                looked = now;
            }
            return shelf;
        } finally {
            lock.unlock();
        }
    }

    public Optional<Shelved> find(String name) throws IOException {
        return all().stream()
                .filter(one -> one.name().equalsIgnoreCase(name) || one.place().equals(name))
                .findFirst();
    }

    /** Those that may be used. */
    public List<Skill> trusted() throws IOException {
        return all().stream()
                .filter(one -> one.standing() == Standing.TRUSTED)
                .flatMap(one -> one.skill().stream())
                .toList();
    }

    @Override
    public List<Tool> tools() {
        try {
            List<Tool> tools = new ArrayList<>();
            for (Skill skill : trusted()) {
                skill.script().ifPresent(script -> tools.add(new SkillTool(skill, script, runs)));
            }
            return tools;
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** Those of trusted skills that are to be asked for news. */
    public List<Watcher> watchers() throws IOException {
        List<Watcher> watchers = new ArrayList<>();
        for (Skill skill : trusted()) {
            skill.watching().ifPresent(watching -> watchers.add(new SkillWatcher(skill, watching, runs)));
        }
        return watchers;
    }

    @Override
    public Optional<String> absent(String id) {
        if (!id.startsWith("skill.")) {
            return Optional.empty();
        }
        try {
            return find(id.substring("skill.".length())).map(one -> switch (one.standing()) {
                case TRUSTED -> "It is instructions alone and runs nothing.";
                case UNTRUSTED -> "It is there, and nobody trusted it yet: agent skills trust " + one.name();
                case CHANGED -> "It changed since it was trusted: agent skills trust " + one.name();
                case UNREADABLE -> "It is there and cannot be used: " + one.reason() + ".";
            });
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Trusts a skill as it was read, for this machine. */
    public boolean trust(Skill skill, String by) throws IOException {
        forget();
        return trust.trust(skill, by);
    }

    public boolean disable(Shelved skill, String by) throws IOException {
        forget();
        return trust.disable(skill.place(), by);
    }

    /** What shuts scripts in on this machine. */
    public Confinement confinement() throws InterruptedException {
        return runs.confinement();
    }

    private void forget() {
        lock.lock();
        try {
            looked = Instant.MIN;
        } finally {
            lock.unlock();
        }
    }

    /** What a person should know of, worst first. */
    public List<Problem> problems() throws IOException {
        List<Problem> problems = new ArrayList<>();
        for (Shelved one : all()) {
            String where = one.place() + "/" + SkillReader.FILE;
            switch (one.standing()) {
                case UNREADABLE ->
                    problems.add(problem(SkillCode.UNREADABLE, "A skill cannot be used", where, one.reason()));
                case CHANGED ->
                    problems.add(problem(
                            SkillCode.CHANGED,
                            "The skill " + one.name() + " does not run",
                            where,
                            "its files changed after it was trusted"));
                case UNTRUSTED ->
                    problems.add(problem(
                            SkillCode.UNTRUSTED,
                            "The skill " + one.name() + " is not used yet",
                            where,
                            "nobody trusted it on this machine"));
                case TRUSTED -> {}
            }
            one.skill().map(Skill::oddities).orElse(List.of()).stream()
                    .map(odd -> problem(SkillCode.ODD, "The skill " + one.name() + " is odd", where, odd))
                    .forEach(problems::add);
        }
        return problems;
    }

    private static Problem problem(SkillCode code, String what, String where, String why) {
        return new Problem(code, what, where, why, code.remedy());
    }

    /** The folders there are, by name; the earlier place counts. */
    private Map<String, String> folders() throws IOException {
        Map<String, String> folders = new LinkedHashMap<>();
        for (String place : PLACES) {
            for (Listed one : listed(place)) {
                boolean real =
                        one.kind() == FileFacts.Kind.FOLDER && !one.name().startsWith(".");
                if (real && folders.size() < MOST) {
                    folders.putIfAbsent(one.name().toLowerCase(java.util.Locale.ROOT), place + "/" + one.name());
                }
            }
        }
        return folders;
    }

    private List<Listed> listed(String place) throws IOException {
        Disk disk = vault.world().disk();
        Path folder = vault.root();
        for (String part : place.split("/")) {
            folder = folder.resolve(part);
            if (disk.facts(folder)
                    .filter(f -> f.kind() == FileFacts.Kind.FOLDER)
                    .isEmpty()) {
                return List.of();
            }
        }
        return disk.list(folder).stream()
                .sorted(java.util.Comparator.comparing(Listed::name))
                .toList();
    }

    private String glance() throws IOException {
        StringBuilder glance = new StringBuilder(trust.glance());
        for (String place : folders().values()) {
            glance.append('\n').append(place).append('\n');
            try {
                glance.append(
                        SkillFiles.glance(vault.world().disk(), vault.root().resolve(place)));
            } catch (IOException unreadable) {
                glance.append(unreadable);
            }
        }
        return glance.toString();
    }

    private List<Shelved> read() throws IOException {
        Map<String, Digest> pins = trust.pins();
        List<Shelved> all = new ArrayList<>();
        for (Map.Entry<String, String> one : folders().entrySet()) {
            all.add(shelved(one.getKey(), one.getValue(), Optional.ofNullable(pins.get(one.getValue()))));
        }
        return List.copyOf(all);
    }

    /** One folder that cannot be read costs the others nothing. */
    private Shelved shelved(String name, String place, Optional<Digest> pin) {
        Path folder = vault.root().resolve(place);
        try {
            Skill skill = SkillReader.read(
                    folder, place, SkillFiles.read(vault.world().disk(), folder));
            Standing standing = pin.isEmpty()
                    ? Standing.UNTRUSTED
                    : pin.get().equals(skill.digest()) ? Standing.TRUSTED : Standing.CHANGED;
            return new Shelved(name, place, standing, Optional.of(skill), "");
        } catch (SkillFiles.Refused refused) {
            return new Shelved(name, place, Standing.UNREADABLE, Optional.empty(), refused.reason());
        } catch (dev.factotum.world.FileTooLargeException tooLarge) {
            return new Shelved(name, place, Standing.UNREADABLE, Optional.empty(), "it holds a file above 20 MiB");
        } catch (IOException unreadable) {
            String reason = UNREAD + DiskFailure.words(unreadable);
            return new Shelved(name, place, Standing.UNREADABLE, Optional.empty(), reason);
        }
    }
}
