package dev.factotum.cli;

import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.AuditLog;
import dev.factotum.channel.Channels;
import dev.factotum.channel.port.Ground;
import dev.factotum.channel.port.Lines;
import dev.factotum.config.Settings;
import dev.factotum.crew.Guide;
import dev.factotum.http.Http;
import dev.factotum.http.Resolver;
import dev.factotum.mcp.client.Servers;
import dev.factotum.problem.ItemCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.report.PostRecords;
import dev.factotum.secret.Secrets;
import dev.factotum.skill.Skill;
import dev.factotum.skill.SkillBook;
import dev.factotum.skill.SkillBook.Shelved;
import dev.factotum.skill.SkillRuns;
import dev.factotum.skill.SkillTrials;
import dev.factotum.tool.Toolbox;
import dev.factotum.tool.Watcher;
import dev.factotum.vault.Vault;
import dev.factotum.world.World;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where a vault's tools come from: the channels of the program, then what the vault brings along. Whatever runs for them is
 * ended by closing.
 */
final class Tooling implements AutoCloseable {
    private final Vault vault;
    private final SkillRuns runs;
    private final SkillBook skills;

    private final Servers servers;
    private final Lines lines;
    private final Supplier<ZoneId> zone;
    private final Http http;
    private final Secrets secrets;

    private Tooling(Vault vault, Consumer<String> conceal, Optional<Supplier<Settings>> settings) {
        World world = vault.world();
        this.secrets = new Secrets(world, vault.root(), conceal);
        this.http = new Http(world.clock(), Resolver.system());
        this.vault = vault;
        this.zone = () -> settings.map(present -> present.get().zone()).orElse(ZoneOffset.UTC);
        this.lines = settings.isPresent()
                ? new Lines(Channels.connectable(), new Ground(vault, http, secrets), settings.get())
                : Lines.none();
        this.runs = new SkillRuns(vault, secrets);
        this.skills = new SkillBook(vault, runs);
        this.servers = new Servers(vault, http, secrets, conceal);
    }

    /** For looking only: whatever would run something tells nobody which secrets it uses. */
    static Tooling of(Vault vault) {
        return new Tooling(vault, secret -> {}, Optional.empty());
    }

    /** With skills and servers, and no account. */
    static Tooling of(Session session, Vault vault) {
        return new Tooling(vault, concealing(session), Optional.empty());
    }

    /** @param settings asked anew at every use of an account */
    static Tooling of(Session session, Vault vault, Supplier<Settings> settings) {
        return new Tooling(vault, concealing(session), Optional.of(settings));
    }

    private static Consumer<String> concealing(Session session) {
        return secret -> session.logbook().ifPresent(log -> log.conceal(secret));
    }

    /** The accounts that are live. */
    Lines lines() {
        return lines;
    }

    /** Those who are asked for news: live accounts and trusted skills. */
    List<Watcher> watchers() throws IOException {
        List<Watcher> all = new ArrayList<>();
        for (Lines.Live live : lines.live()) {
            all.addAll(live.line().watchers());
            live.line()
                    .posts()
                    .flatMap(posts -> PostRecords.of(live.account(), posts, vault, zone.get()))
                    .ifPresent(all::add);
        }
        all.addAll(skills.watchers());
        return all;
    }

    /** The servers of {@code mcp.json}. */
    Servers servers() {
        return servers;
    }

    Http http() {
        return http;
    }

    Secrets secrets() {
        return secrets;
    }

    /** @param zone in which the vault's days begin */
    Toolbox toolbox(ZoneId zone) {
        return new Toolbox(Channels.all(vault, zone, lines), List.of(skills, servers));
    }

    SkillBook skills() {
        return skills;
    }

    /** What planners may read up: the skills that a person trusted; none where they cannot be read. */
    List<Guide> guides() {
        try {
            return skills.trusted().stream()
                    .map(skill -> new Guide(skill.name(), skill.description(), skill.body(), skill.allowed()))
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    SkillTrials trials() {
        return new SkillTrials(vault, runs);
    }

    /** Pins a skill, and says so in the audit log; false where another process is at it. */
    boolean trust(Session session, Skill skill) throws IOException {
        String words =
                "skill " + skill.name() + " as sha256 " + skill.digest().hex().substring(0, 16);
        return skills.trust(skill, who()) && told(session, "trusted", words);
    }

    boolean disable(Session session, Shelved skill) throws IOException {
        return skills.disable(skill, who()) && told(session, "distrusted", "skill " + skill.name());
    }

    /** Only the machine that executes writes the log. */
    private boolean told(Session session, String event, String words) throws IOException {
        if (!vault.executor().here()) {
            return true;
        }
        try (AuditLog audit = new AuditLog(vault, Zone.of(session, vault))) {
            audit.append(List.of(AuditEvent.ofVault(vault.world().clock().instant(), event, who(), words)));
        }
        return true;
    }

    private String who() {
        return vault.world().processes().user();
    }

    static ProblemException busy(String where) {
        return new ProblemException(new Problem(
                ItemCode.NOT_TAKEN, "Nothing was changed", where, "another process is at it", "Try it again."));
    }

    @Override
    public void close() {
        servers.close();
        lines.close();
    }
}
