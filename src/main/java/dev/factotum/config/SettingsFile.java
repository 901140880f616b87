package dev.factotum.config;

import dev.factotum.problem.ConfigCode;
import dev.factotum.problem.Problem;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a vault's settings: agent.yaml, agent.ENV.yaml, AGENT__ variables, clients, agents and contacts. */
public final class SettingsFile {
    private final World world;
    private final Path root;

    /** @param root the vault's folder */
    public SettingsFile(World world, Path root) {
        this.world = world;
        this.root = root;
    }

    /** What was read. */
    public sealed interface Loaded {
        /** @param warnings unknown keys, and what is wrong in single clients, agents and contacts: it stops only them */
        record Good(Settings settings, List<Problem> warnings) implements Loaded {
            public Good {
                warnings = List.copyOf(warnings);
            }
        }

        /** agent.yaml or what lies over it is wrong. */
        record Bad(List<Problem> problems) implements Loaded {
            public Bad {
                problems = List.copyOf(problems);
            }
        }
    }

    /** @param env the environment's name from {@code --env}; where it is empty AGENT_ENV counts */
    public Loaded load(Optional<String> env) throws IOException {
        Effective effective = Effective.read(world, root, env);
        if (!effective.findings().faults().isEmpty()) {
            return new Loaded.Bad(effective.findings().all());
        }
        Notes.Read notes = new Notes(world.disk(), root).read(effective.names("accounts"));
        List<Problem> warnings = new ArrayList<>(effective.findings().warnings());
        warnings.addAll(notes.problems());
        return new Loaded.Good(
                new SettingsReader(effective.values(), world.processes().environment()).read(notes), warnings);
    }

    /** What was asked for and is not there, such as the settings of an environment; empty where nothing is missing. */
    public Optional<Problem> missing(Optional<String> env) throws IOException {
        return Effective.read(world, root, env).findings().faults().stream()
                .filter(fault -> fault.code() == ConfigCode.NO_ENVIRONMENT || fault.code() == ConfigCode.UNKNOWN_KEY)
                .findFirst();
    }

    /** Every value with its source, as far as the files can be read. */
    public Origins origins(Optional<String> env) throws IOException {
        return new Origins(Effective.read(world, root, env).values());
    }

    /**
     * A text that differs once anything {@link #load} reads may differ; empty where nobody can tell: variables set
     * something, or a file was changed so lately that it may change again unnoticed.
     */
    public Optional<String> state(Optional<String> env) throws IOException {
        for (String name : world.processes().environment().keySet()) {
            if (name.startsWith("AGENT__")) {
                return Optional.empty();
            }
        }
        Instant settled = world.clock().instant().minus(LiveSettings.YOUNG);
        Map<Path, FileFacts> facts = new TreeMap<>(facts(env));
        StringBuilder state =
                new StringBuilder(Effective.environment(world, env).orElse("")).append('\n');
        for (Map.Entry<Path, FileFacts> file : facts.entrySet()) {
            FileFacts fact = file.getValue();
            if (fact.modified().isAfter(settled)) {
                return Optional.empty();
            }
            state.append(file.getKey()).append(' ').append(fact.size()).append(' ');
            state.append(fact.modified());
            state.append(' ').append(fact.key()).append('\n');
        }
        return Optional.of(state.toString());
    }

    /** What the disk says of every file that {@link #load} reads; equal facts mean that nothing was changed. */
    Map<Path, FileFacts> facts(Optional<String> env) throws IOException {
        List<Path> files = new ArrayList<>(List.of(root.resolve(Effective.BASE), root.resolve("Persona.md")));
        Effective.environment(world, env)
                .filter(name -> name.matches("[A-Za-z0-9_-]{1,32}"))
                .ifPresent(name -> files.add(root.resolve(Effective.environmentFileName(name))));
        for (Path client : children(root.resolve("Clients"), FileFacts.Kind.FOLDER)) {
            files.add(client);
            files.add(client.resolve("Client.md"));
            files.add(client.resolve("Contacts.md"));
        }
        files.addAll(children(root.resolve("Agents"), FileFacts.Kind.FILE));
        files.addAll(children(root.resolve("Contacts"), FileFacts.Kind.FILE));
        Map<Path, FileFacts> facts = new HashMap<>();
        for (Path file : files) {
            world.disk().facts(file).ifPresent(fact -> facts.put(file, fact));
        }
        return facts;
    }

    World world() {
        return world;
    }

    private List<Path> children(Path folder, FileFacts.Kind kind) throws IOException {
        try {
            return world.disk().list(folder).stream()
                    .filter(entry -> entry.kind() == kind && !entry.name().startsWith("."))
                    .map(Listed::name)
                    .map(folder::resolve)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
