package dev.factotum.config;

import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.config.Settings.ClientSettings;
import dev.factotum.config.Settings.Contact;
import dev.factotum.markdown.Properties;
import dev.factotum.problem.ConfigCode;
import dev.factotum.problem.Problem;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the notes that are settings: clients, agents, the persona and contacts. Each is wrong for itself alone. */
final class Notes {
    private static final int MOST = 20_000;

    private final Disk disk;
    private final Path root;
    private final Findings findings = new Findings();

    Notes(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    /** @param problems what is wrong in single notes, and warnings */
    record Read(
            Map<String, ClientSettings> clients,
            List<AgentSettings> agents,
            List<Contact> contacts,
            List<Problem> problems) {}

    /** @param accounts the names that clients may use */
    Read read(Set<String> accounts) throws IOException {
        Map<String, ClientSettings> clients = new LinkedHashMap<>();
        ContactNotes contacts = new ContactNotes();
        for (String name : names("Clients", FileFacts.Kind.FOLDER)) {
            clients.put(name, client(name, accounts));
            String listed = "Clients/" + name + "/Contacts.md";
            if (text(listed) instanceof FileText.Present(String list)) {
                contacts.list(list, name);
            }
        }
        List<AgentSettings> agents = new ArrayList<>();
        for (String file : names("Agents", FileFacts.Kind.FILE)) {
            Node.Tree values = checked("Agents/" + file, KeyTables.agentFile());
            if (values != null) {
                agents.add(new AgentSettings(
                        stem(file),
                        SettingsReader.maybe(values, "role").orElse(""),
                        List.copyOf(SettingsReader.texts(values, "skills")),
                        List.copyOf(SettingsReader.texts(values, "handles")),
                        SettingsReader.maybe(values, "model"),
                        List.copyOf(SettingsReader.texts(values, "fallback")),
                        SettingsReader.maybe(values, "temperature").map(Double::valueOf),
                        SpendReader.budget(values)));
            }
        }
        for (String file : names("Contacts", FileFacts.Kind.FILE)) {
            if (text("Contacts/" + file) instanceof FileText.Present(String note)) {
                contacts.note(note, stem(file), "Contacts/" + file, clients.keySet(), findings);
            }
        }
        checked("Persona.md", KeyTables.persona());
        return new Read(clients, List.copyOf(agents), contacts.found(), findings.all());
    }

    private ClientSettings client(String name, Set<String> accounts) throws IOException {
        String file = "Clients/" + name + "/Client.md";
        Node.Tree values = checked(file, KeyTables.client());
        if (values == null) {
            return new ClientSettings(name, Set.of(), Map.of(), nobody(), Map.of(), BudgetSettings.NOTHING);
        }
        Map<String, String> used = new LinkedHashMap<>();
        if (values.get("accounts") instanceof Node.Tree table) {
            table.entries().forEach((channel, account) -> {
                if (account.blank()) {
                    return;
                }
                used.put(channel, account.shown());
                if (!accounts.contains(account.shown())) {
                    unknownAccount(account, accounts);
                }
            });
        }
        Map<Risk, Set<String>> approvers = new LinkedHashMap<>();
        if (values.get("approvers") instanceof Node.Tree table) {
            table.entries().keySet().stream()
                    .filter(key -> KeyTables.RISKS.contains(key))
                    .forEach(key -> approvers.put(SettingsReader.risk(key), SettingsReader.texts(table, key)));
        }
        Map<String, List<String>> times = new LinkedHashMap<>();
        if (values.get("posting_times") instanceof Node.Tree table) {
            table.entries()
                    .forEach((channel, slots) -> times.put(
                            channel, slots.members().stream().map(Node::shown).toList()));
        }
        return new ClientSettings(
                name, SettingsReader.texts(values, "domains"), used, approvers, times, SpendReader.budget(values));
    }

    private static Map<Risk, Set<String>> nobody() {
        return Map.of(Risk.LOW, Set.of(), Risk.NORMAL, Set.of(), Risk.HIGH, Set.of());
    }

    private void unknownAccount(Node account, Set<String> accounts) {
        findings.warning(
                ConfigCode.UNKNOWN_NAME,
                "There is no account `" + Plainly.shown(account.shown()) + "`",
                account.origin(),
                "agent.yaml lists no account of this name, so its steps run in sandbox",
                Nearest.to(account.shown(), accounts)
                        .map(near -> "Did you mean `" + near + "`?")
                        .orElse("Add it under accounts in agent.yaml."));
    }

    /** The properties of a note with defaults filled in; null where something in them is wrong. */
    private Node.@org.jspecify.annotations.Nullable Tree checked(String file, Shape.Keys keys) throws IOException {
        Origin whole = new Origin(file, 0);
        return switch (text(file)) {
            case FileText.Missing missing -> new Node.Tree(Map.of(), whole);
            case FileText.Unreadable(String reason) ->
                broken(
                        whole,
                        reason,
                        "Make it a plain UTF-8 file that this user may read; the rest goes on without it.");
            case FileText.Present(String text) -> {
                Properties properties = Properties.of(text);
                if (properties.fault().isPresent()) {
                    yield broken(
                            new Origin(file, properties.fault().get().line()),
                            properties.fault().get().reason(),
                            "Mend that line; everything else goes on without this file.");
                }
                Findings own = new Findings();
                Node.Tree values = Node.tree(properties.values(), file, new Origin(file, 1));
                new Checker(own).check(keys, values, "");
                findings.addAll(own);
                yield own.faults().isEmpty() && Layers.filled(keys, values) instanceof Node.Tree full ? full : null;
            }
        };
    }

    private Node.@org.jspecify.annotations.Nullable Tree broken(Origin origin, String reason, String next) {
        findings.fault(ConfigCode.UNREADABLE, "`" + origin.source() + "` cannot be read", origin, reason, next);
        return null;
    }

    private FileText text(String file) throws IOException {
        return FileText.read(disk, root.resolve(file));
    }

    private List<String> names(String folder, FileFacts.Kind kind) throws IOException {
        List<Listed> listed;
        try {
            listed = disk.list(root.resolve(folder));
        } catch (NoSuchFileException none) {
            return List.of();
        }
        return listed.stream()
                .filter(entry -> entry.kind() == kind && !entry.name().startsWith("."))
                .map(Listed::name)
                .filter(name -> kind == FileFacts.Kind.FOLDER || name.endsWith(".md"))
                .sorted()
                .limit(MOST)
                .toList();
    }

    private static String stem(String file) {
        return file.substring(0, file.length() - ".md".length());
    }
}
