package dev.factotum.config;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.factotum.config.Settings.Contact;
import dev.factotum.markdown.Properties;
import dev.factotum.problem.ConfigCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gathers known people.
 *
 * <p>A person of their own is a note with the property {@code emails} (and {@code name}, {@code client}). People of a
 * client are list items of the form {@code - Jo Peters <jo@acme.example> anything}; those in a code fence are examples.
 */
final class ContactNotes {
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    private static final Pattern LINE = Pattern.compile("[ \\t]{0,3}[-*+][ \\t]+([^<>]*)<([^<>\\s]+)>.*");
    private static final Pattern FENCE = Pattern.compile("[ \\t]{0,3}(```|~~~).*");

    private final Map<String, Contact> found = new LinkedHashMap<>();

    List<Contact> found() {
        return List.copyOf(found.values());
    }

    /** The lines of Clients/NAME/Contacts.md. */
    void list(String text, String client) {
        boolean fenced = false;
        for (String line : text.lines().toList()) {
            if (FENCE.matches(line)) {
                fenced = !fenced;
            }
            Matcher person = LINE.matcher(line);
            if (!fenced && person.matches()) {
                add(person.group(1).strip(), person.group(2), Optional.of(client));
            }
        }
    }

    /** One note of Contacts/. */
    void note(String text, String stem, String file, Set<String> clients, Findings findings) {
        Properties properties = Properties.of(text);
        if (properties.fault().isPresent()) {
            findings.fault(
                    ConfigCode.UNREADABLE,
                    "The properties of `" + file + "` cannot be read",
                    new Origin(file, properties.fault().get().line()),
                    properties.fault().get().reason(),
                    "Mend that line; until then its addresses count as unknown.");
            return;
        }
        Node.Tree values = Node.tree(properties.values(), file, new Origin(file, 1));
        Optional<String> client = SettingsReader.maybe(values, "client");
        if (client.isPresent() && !clients.contains(client.get())) {
            Node named = values.get("client");
            findings.warning(
                    ConfigCode.UNKNOWN_NAME,
                    "There is no client `" + Plainly.shown(client.get()) + "`",
                    named == null ? values.origin() : named.origin(),
                    "Clients has no folder of this name",
                    Nearest.to(client.get(), clients)
                            .map(near -> "Did you mean `" + near + "`?")
                            .orElse("Correct the name, or make the folder."));
        }
        String name = SettingsReader.maybe(values, "name").orElse(stem);
        for (String key : List.of("emails", "email")) {
            for (Node address : SettingsReader.list(values, key)) {
                if (!add(name, address.shown(), client)) {
                    findings.warning(
                            ConfigCode.INVALID,
                            "`" + Plainly.shown(address.shown()) + "` is no address",
                            address.origin(),
                            "a mail address looks like jo@acme.example",
                            "Correct it; until then it counts as unknown.");
                }
            }
        }
    }

    /** The offset behind the last line that lists a person, its line break included; -1 where no line does. */
    static int behindLastItem(String text) {
        boolean fenced = false;
        int behind = -1;
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            int next = end < 0 ? text.length() : end + 1;
            String line = text.substring(at, next).stripTrailing();
            if (FENCE.matches(line)) {
                fenced = !fenced;
            }
            if (!fenced && LINE.matches(line)) {
                behind = next;
            }
            at = next;
        }
        return behind;
    }

    /** The address in the form in which addresses are compared, or empty where it is none. */
    static Optional<String> address(String text) {
        return ADDRESS.matches(text) && text.length() <= 254
                ? Optional.of(text.toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private boolean add(String name, String text, Optional<String> client) {
        Optional<String> address = address(text);
        address.ifPresent(
                known -> found.putIfAbsent(known + " " + client.orElse(""), new Contact(name, known, client)));
        return address.isPresent();
    }
}
