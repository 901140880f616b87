package dev.factotum.config;

import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Optional;

/**
 * Remembers addresses: as a line of Clients/NAME/Contacts.md, or as a note of Contacts/ where the matter has no client.
 */
public final class ContactsFile {
    private static final int TRIES = 20;

    private final World world;
    private final Path root;
    private final Writing writing;

    /** @param root the vault's folder */
    public ContactsFile(World world, Path root, Writing writing) {
        this.world = world;
        this.root = root;
        this.writing = writing;
    }

    /** What came of it. */
    public sealed interface Remembered {
        /** @param file below the vault, where the address stands now */
        record Written(String file) implements Remembered {}

        /** It stood there already. */
        record Known(String file) implements Remembered {}

        /** The text is no address, there is no such client, or the file cannot be changed. */
        record Refused(String reason) implements Remembered {}
    }

    /**
     * Remembers one address; a second time changes nothing.
     *
     * @param name as people call them; may be empty
     * @param client the folder under Clients
     */
    public Remembered remember(String address, String name, Optional<String> client) throws IOException {
        Optional<String> plain = ContactNotes.address(address.strip());
        if (plain.isEmpty()) {
            return new Remembered.Refused("`" + Plainly.shown(address) + "` is no mail address");
        }
        String shown = plainName(name.isBlank() ? plain.get() : name);
        return client.isPresent() ? line(plain.get(), shown, client.get()) : note(plain.get(), shown);
    }

    private Remembered line(String address, String name, String client) throws IOException {
        Path folder = root.resolve("Clients").resolve(client);
        boolean plain = !client.isBlank() && !client.startsWith(".") && !client.matches(".*[/\\\\\\x00].*");
        if (!plain || world.disk().facts(folder).isEmpty()) {
            return new Remembered.Refused("there is no client `" + Plainly.shown(client) + "`");
        }
        String shown = "Clients/" + client + "/Contacts.md";
        Path file = folder.resolve("Contacts.md");
        String item = "- " + name + " <" + address + ">";
        for (int i = 0; i < TRIES; i++) {
            switch (FileText.read(world.disk(), file)) {
                case FileText.Unreadable(String reason) -> {
                    return new Remembered.Refused("`" + shown + "` cannot be read: " + reason);
                }
                case FileText.Missing missing -> {
                    if (published(file, "# Contacts at " + client + "\n\n" + item + "\n")) {
                        return new Remembered.Written(shown);
                    }
                }
                case FileText.Present(String text) -> {
                    ContactNotes present = new ContactNotes();
                    present.list(text, client);
                    if (present.found().stream()
                            .anyMatch(contact -> contact.address().equals(address))) {
                        return new Remembered.Known(shown);
                    }
                    String fresh = withItem(text, item);
                    if (writing.replace(file, bytes(text), bytes(fresh))) {
                        return new Remembered.Written(shown);
                    }
                }
            }
        }
        return new Remembered.Refused("`" + shown + "` kept changing");
    }

    private Remembered note(String address, String name) throws IOException {
        for (Settings.Contact contact :
                new Notes(world.disk(), root).read(java.util.Set.of()).contacts()) {
            if (contact.client().isEmpty() && contact.address().equals(address)) {
                return new Remembered.Known("Contacts");
            }
        }
        String text = "---\nname: \"" + name + "\"\nemails: [\"" + address + "\"]\n---\n\n# " + name + "\n";
        String stem = stem(name);
        for (int i = 1; i <= TRIES; i++) {
            String file = stem + (i == 1 ? "" : " " + i) + ".md";
            world.disk().makeFolder(root.resolve("Contacts"));
            if (published(root.resolve("Contacts").resolve(file), text)) {
                return new Remembered.Written("Contacts/" + file);
            }
        }
        return new Remembered.Refused("every name for a note of `" + name + "` is taken");
    }

    /** Behind the last list item of a person; at the end of the file where there is none. */
    private static String withItem(String text, String item) {
        String newline = text.contains("\r\n") ? "\r\n" : "\n";
        int at = ContactNotes.behindLastItem(text);
        if (at < 0) {
            String gap = text.isEmpty() || text.endsWith("\n") ? "" : newline;
            return text + gap + newline + item + newline;
        }
        boolean ended = text.charAt(at - 1) == '\n';
        return text.substring(0, at) + (ended ? "" : newline) + item + newline + text.substring(at);
    }

    /** A name that is only a name wherever it is put: no markup, no quotes, no line breaks. */
    private static String plainName(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFC)
                .replaceAll("[^\\p{L}\\p{M}\\p{N} .,'@&+-]", " ")
                .replaceAll(" {2,}", " ")
                .strip()
                .replaceAll("^([-+. ]|[0-9]+\\. )+", "");
        String kept = plain.length() <= 80 ? plain : plain.substring(0, 80).strip();
        return kept.isEmpty() ? "Unknown" : kept;
    }

    private static String stem(String name) {
        String stem = name.replaceAll("[.,' ]+$", "");
        return stem.matches("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?") ? stem + " (contact)" : stem;
    }

    private boolean published(Path file, String text) throws IOException {
        try {
            writing.publish(file, bytes(text));
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
