package dev.factotum.config;

import dev.factotum.markdown.Yaml;
import dev.factotum.markdown.YamlValue;
import dev.factotum.problem.ConfigCode;
import dev.factotum.world.Disk;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of agent.yaml as they hold: over defaults, the file, the environment's file, and variables.
 *
 * @param values every default filled in
 * @param findings what is wrong with them
 */
record Effective(Node.Tree values, Findings findings) {
    static final String BASE = "agent.yaml";

    private static final String MEND = "Mend that line; agent config validate checks the file.";
    private static final String READABLE =
            "Make it a plain UTF-8 file that this user may read; agent config validate checks it.";

    static Effective read(World world, Path root, Optional<String> env) throws IOException {
        Findings findings = new Findings();
        Node all = Node.tree(Map.of(), BASE, new Origin(BASE, 1));
        all = Layers.over(all, file(world.disk(), root, BASE, findings).orElse(all));
        Optional<String> named = environment(world, env);
        if (named.isPresent()) {
            all = Layers.over(
                    all,
                    environmentFile(world.disk(), root, named.get(), findings).orElse(all));
        }
        all = Variables.over(all, world.processes().environment(), findings);
        new Checker(findings, true).check(KeyTables.agent(), all, "");
        NotifyCheck.check(all, findings);
        Node ground = new Node.Tree(
                Map.of(
                        "timezone", new Node.Leaf(ZoneId.systemDefault().getId(), true, Origin.DEFAULT),
                        "owner", new Node.Leaf(world.processes().user(), true, Origin.DEFAULT)),
                Origin.DEFAULT);
        Node filled = Layers.filled(KeyTables.agent(), Layers.over(ground, all));
        return new Effective(
                filled instanceof Node.Tree tree ? tree : new Node.Tree(Map.of(), Origin.DEFAULT), findings);
    }

    /** The name of the environment that was asked for, from {@code --env} or else AGENT_ENV. */
    static Optional<String> environment(World world, Optional<String> env) {
        return env.or(() -> Optional.ofNullable(world.processes().environment().get("AGENT_ENV")))
                .filter(name -> !name.isBlank());
    }

    static String environmentFileName(String environment) {
        return "agent." + environment + ".yaml";
    }

    private static Optional<Node> environmentFile(Disk disk, Path root, String environment, Findings findings)
            throws IOException {
        String name = environmentFileName(environment);
        if (!environment.matches("[A-Za-z0-9_-]{1,32}")) {
            findings.fault(
                    ConfigCode.NO_ENVIRONMENT,
                    "`" + Plainly.shown(environment) + "` is no name of an environment",
                    new Origin("--env", 0),
                    "such a name has letters, digits, hyphens and underscores, 32 at most",
                    "Use the name between the dots of agent.NAME.yaml.");
            return Optional.empty();
        }
        if (disk.facts(root.resolve(name)).isEmpty()) {
            findings.fault(
                    ConfigCode.NO_ENVIRONMENT,
                    "The environment `" + environment + "` has no settings",
                    new Origin(name, 0),
                    "there is no such file beside agent.yaml",
                    "Make it, or leave out --env and AGENT_ENV.");
            return Optional.empty();
        }
        return file(disk, root, name, findings);
    }

    private static Optional<Node> file(Disk disk, Path root, String name, Findings findings) throws IOException {
        return switch (FileText.read(disk, root.resolve(name))) {
            case FileText.Missing missing -> Optional.empty();
            case FileText.Unreadable(String reason) -> unreadable(new Origin(name, 0), reason, READABLE, findings);
            case FileText.Present(String text) ->
                switch (Yaml.read(text)) {
                    case Yaml.Read.Good(YamlValue value) -> Optional.of(Node.of(value, name));
                    case Yaml.Read.Bad(int line, String reason) ->
                        unreadable(new Origin(name, line), reason, MEND, findings);
                };
        };
    }

    private static Optional<Node> unreadable(Origin origin, String reason, String next, Findings findings) {
        findings.fault(ConfigCode.UNREADABLE, "`" + origin.source() + "` cannot be read", origin, reason, next);
        return Optional.empty();
    }

    /** The names a table holds, such as the accounts'. */
    Set<String> names(String table) {
        return values.get(table) instanceof Node.Tree tree ? tree.entries().keySet() : Set.of();
    }
}
