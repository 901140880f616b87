package dev.factotum.channel.vault;

import dev.factotum.channel.sandbox.Texts;
import dev.factotum.vault.Names;
import dev.factotum.vault.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a tool may write a note: anywhere in the vault but where the pipeline, the engine's own records or what steers
 * the agent stand. Names are compared as every file system might: without case, in NFC.
 */
final class NotePath {
    private static final int LONGEST = 400;
    private static final Set<String> FOLDERS = keys(Stream.concat(
            Stream.of(Stage.values()).map(Stage::folder),
            Stream.of("Rules", "Agents", "Skills", "Prompts", "Contacts", "Memory", "Audit", "Outbox", "Attachments")));
    private static final Set<String> ROOT_FILES =
            keys(Stream.of("Handbook.md", "Persona.md", "PAUSE.md", "Dashboard.md", "Goals.md", "Contacts.md"));
    private static final Set<String> CLIENT_FILES = keys(Stream.of("Client.md", "Contacts.md", "Persona.md"));

    private NotePath() {}

    /** @param reason one clause; @param hint what to do about it */
    record Fault(String reason, String hint) {}

    /** Why no note may be written there, or empty. Looks at the text only, never at the disk. */
    static Optional<Fault> fault(String path) {
        if (path.isBlank()) {
            return fault("is empty", "Write a path such as Notes/Plan.md.");
        }
        if (path.length() > LONGEST) {
            return fault("is too long", "Take a shorter name.");
        }
        if (Texts.breaksLine(path) || Texts.hasInvisible(path)) {
            return fault("holds a line break or an invisible character", "Type the path again.");
        }
        if (path.startsWith("/") || path.startsWith("~") || path.indexOf('\\') >= 0 || path.indexOf(':') >= 0) {
            return fault("leads out of the vault", "Write it from the vault's root on, such as Notes/Plan.md.");
        }
        if (!path.endsWith(".md")) {
            return fault("is no Markdown note", "Let it end in .md.");
        }
        List<String> names = List.of(path.split("/", -1));
        for (String name : names) {
            Optional<Fault> odd = nameFault(name);
            if (odd.isPresent()) {
                return odd;
            }
        }
        return kept(names.stream().map(Names::clashKey).toList())
                ? fault("is written by people only", "Choose another folder, such as Notes/ or Content/.")
                : Optional.empty();
    }

    private static Optional<Fault> nameFault(String name) {
        if (name.equals("..")) {
            return fault("leads out of the vault", "Write it without ..");
        }
        if (name.isEmpty() || name.startsWith(".")) {
            return fault("has an empty or hidden name in it", "Name every folder, none with a dot in front.");
        }
        if (shortForm(name)) {
            return fault("has " + name + ", which may mean another file on Windows", "Leave the ~ out.");
        }
        boolean note = name.endsWith(".md");
        String stem = note ? name.substring(0, name.length() - 3) : name;
        if (stem.isEmpty() || !Names.stem(stem).equals(stem)) {
            return fault(
                    "has " + name + ", which not every system takes as a name",
                    stem.isBlank() ? "Give it a name." : "Take " + Names.stem(stem) + (note ? ".md" : "") + ".");
        }
        return Optional.empty();
    }

    /** {@code HANDBO~1}: the second name that Windows gives to long ones. */
    private static boolean shortForm(String name) {
        int tilde = name.indexOf('~');
        return tilde >= 0 && tilde + 1 < name.length() && Character.isDigit(name.charAt(tilde + 1));
    }

    private static boolean kept(List<String> keys) {
        String first = keys.getFirst();
        if (FOLDERS.contains(first) || first.startsWith("audit")) {
            return true;
        }
        if (keys.size() == 1) {
            return ROOT_FILES.contains(first);
        }
        boolean client = first.equals(Names.clashKey("Clients"));
        return client && (keys.size() == 2 || (keys.size() == 3 && CLIENT_FILES.contains(keys.get(2))));
    }

    private static Optional<Fault> fault(String reason, String hint) {
        return Optional.of(new Fault(reason, hint));
    }

    private static Set<String> keys(Stream<String> names) {
        return names.map(Names::clashKey).collect(Collectors.toUnmodifiableSet());
    }
}
