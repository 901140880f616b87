package dev.factotum.crew;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.config.Settings;
import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.config.Settings.ClientSettings;
import dev.factotum.config.Settings.Contact;
import dev.factotum.engine.Planner.Item;
import dev.factotum.engine.Recollection;
import dev.factotum.tool.Tool;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.Names;
import dev.factotum.vault.Trust;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a planner is told of a matter: the values of the prompt {@code plan}. Of an untrusted message there is only its
 * reading; of clients only the one whose matter it is.
 */
final class Briefing {
    /** No time of day: the same question on the same day is the same question. */
    private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("EEEE uuuu-MM-dd", Locale.ENGLISH);

    private static final int MOST_CONTACTS = 60;
    private static final int MOST_LINE = 400;
    private static final int MOST_GUIDES = 60;
    private static final int MOST_STYLES = 3;
    private static final int LONGEST_STYLE = 4_000;

    private final Pages pages;
    private final Toolbox toolbox;
    private final Recollection recollection;

    Briefing(Pages pages, Toolbox toolbox, Recollection recollection) {
        this.pages = pages;
        this.toolbox = toolbox;
        this.recollection = recollection;
    }

    /** @param reading of an untrusted message */
    Map<String, Object> values(Item item, Optional<AgentSettings> agent, Optional<Reading> reading)
            throws InterruptedException {
        Settings settings = item.settings();
        Map<String, Object> values = new HashMap<>();
        values.put(
                "agent",
                Map.of(
                        "name",
                        agent.map(AgentSettings::name).orElse("office"),
                        "role",
                        agent.map(AgentSettings::role).orElse("")));
        values.put(
                "agents",
                settings.agents().stream()
                        .filter(other -> agent.stream().noneMatch(other::equals))
                        .map(other -> Map.of(
                                "name", other.name(), "role", other.role(), "skills", String.join(" ", other.skills())))
                        .toList());
        values.put("zone", settings.zone().getId());
        values.put("now", NOW.format(item.now().atZone(settings.zone())));
        values.put("handbook", pages.body("Handbook.md"));
        values.put("goals", pages.body("Goals.md"));
        values.put("voice", voice(item));
        values.put(
                "instructions",
                agent.map(a -> pages.body("Agents/" + a.name() + ".md")).orElse(""));
        values.put("tools", tools(agent));
        values.put("accounts", accounts(item));
        values.put("kind", item.kind());
        values.put("client", item.client().orElse(""));
        values.put("channel", Routing.channel(item).orElse(""));
        values.put("due", item.text().properties().text("due").orElse(""));
        values.put("sender", sender(item));
        // A mail that is kept as a file is no attachment; a file that was dropped is.
        int attached = (item.kind().equals("email") ? item.enclosed() : item.attachments()).size();
        values.put("attachments", attached == 0 ? "" : Integer.toString(attached));
        section(values, "contacts", contacts(item));
        section(values, "lessons", recollection.lessons(item));
        section(values, "examples", recollection.examples(item));
        reading.ifPresent(found -> values.put("reading", found.json()));
        if (item.trust() == Trust.OWN) {
            values.put("own", own(item));
        }
        return values;
    }

    /** What a person of this office asks for, in their words. */
    static String own(Item item) {
        return "# " + item.text().title() + "\n\n" + item.body();
    }

    /** A model's own words on one short line. */
    static String line(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
        return line.length() > MOST_LINE
                ? line.substring(0, whole(line, MOST_LINE)).strip() + "…"
                : line;
    }

    /** Where a text can be cut without parting a pair of chars that are one letter. */
    static int whole(String text, int most) {
        return Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    }

    /** What can be read up, each on a line. */
    static void guides(Map<String, Object> values, List<Guide> guides) {
        section(
                values,
                "guides",
                guides.stream()
                        .limit(MOST_GUIDES)
                        .map(guide -> "`" + guide.name() + "`: " + line(guide.description()))
                        .toList());
    }

    /** A section of a prompt that is left out where its list is empty. */
    static void section(Map<String, Object> values, String name, List<String> list) {
        if (!list.isEmpty()) {
            values.put(name, Map.of("list", list));
        }
    }

    /** The client's own voice, else the house's; and how the accounts sound that it would speak by. */
    private String voice(Item item) {
        Optional<ClientSettings> client = item.client().flatMap(item.settings()::client);
        String voice = client.map(found -> pages.voice("Clients/" + found.name() + "/Client.md"))
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> pages.voice("Persona.md"));
        return (voice + styles(item)).strip();
    }

    /** Own posts, for the tone alone. */
    private String styles(Item item) {
        Optional<String> channel = Routing.channel(item);
        StringBuilder styles = new StringBuilder();
        accounts(item).stream()
                .filter(account -> channel.isEmpty() || channel.equals(Optional.ofNullable(account.get("channel"))))
                .map(account -> pages.body("Content/Style/" + Names.stem(account.getOrDefault("name", "")) + ".md"))
                .filter(body -> !body.isEmpty())
                .limit(MOST_STYLES)
                .forEach(body -> styles.append("\n\n")
                        .append(body.length() > LONGEST_STYLE ? body.substring(0, whole(body, LONGEST_STYLE)) : body));
        return styles.toString();
    }

    private List<Map<String, Object>> tools(Optional<AgentSettings> agent) {
        return allowed(toolbox, agent).stream()
                .map(tool -> Map.<String, Object>of(
                        "id",
                        tool.id().value(),
                        "description",
                        tool.description(),
                        "outward",
                        tool.outward(),
                        "arguments",
                        arguments(tool)))
                .toList();
    }

    /** The tools an agent may plan with; all where it says nothing. */
    static List<Tool> allowed(Toolbox toolbox, Optional<AgentSettings> agent) {
        return toolbox.all().stream()
                .filter(tool -> !tool.governs())
                .filter(tool -> agent.map(a -> a.skills().isEmpty()
                                || a.skills().stream()
                                        .anyMatch(glob -> covers(glob, tool.id().value())))
                        .orElse(true))
                .toList();
    }

    static boolean covers(String glob, String id) {
        return glob.equals("*")
                || glob.equals(id)
                || glob.endsWith(".*") && id.startsWith(glob.substring(0, glob.length() - 1));
    }

    private static List<Map<String, Object>> arguments(Tool tool) {
        JsonNode schema = tool.arguments().json();
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<Map<String, Object>> arguments = new ArrayList<>();
        schema.path("properties").properties().forEach(entry -> {
            JsonNode property = entry.getValue();
            arguments.add(Map.of(
                    "name",
                    entry.getKey(),
                    "kind",
                    kind(property),
                    "required",
                    required.contains(entry.getKey()),
                    "about",
                    property.path("description").asText()));
        });
        return arguments;
    }

    private static String kind(JsonNode property) {
        String type = property.path("type").asText("string");
        if (type.equals("array")) {
            return "list of " + kind(property.path("items"));
        }
        if (property.has("enum")) {
            List<String> words = new ArrayList<>();
            property.path("enum").forEach(word -> words.add(word.asText()));
            return "one of " + String.join(" ", words);
        }
        String format = property.path("format").asText();
        return format.isEmpty() ? type.replace("string", "line") : format;
    }

    private static List<Map<String, String>> accounts(Item item) {
        Set<String> ofOthers = new HashSet<>();
        item.settings().clients().values().stream()
                .filter(client -> item.client().stream().noneMatch(mine -> Settings.sameName(mine, client.name())))
                .forEach(client -> ofOthers.addAll(client.accounts().values()));
        item.client()
                .flatMap(item.settings()::client)
                .ifPresent(mine -> ofOthers.removeAll(mine.accounts().values()));
        return item.settings().accounts().values().stream()
                .filter(account -> !ofOthers.contains(account.name()))
                .sorted(java.util.Comparator.comparing(Settings.AccountSettings::name))
                .map(account ->
                        Map.of("name", account.name(), "channel", account.channel(), "handle", account.handle()))
                .toList();
    }

    /** Who wrote, as far as it is ours to say: a contact by the name that stands among the contacts, else a stranger. */
    private static String sender(Item item) {
        if (item.trust() == Trust.OWN) {
            return "";
        }
        String from = item.conversation().from().orElse("").toLowerCase(Locale.ROOT);
        return known(item).stream()
                .filter(contact -> from.equals(contact.address()) || from.contains("<" + contact.address() + ">"))
                .findFirst()
                .map(contact -> contact.name() + ", a contact"
                        + contact.client().map(c -> " of " + c).orElse(""))
                .orElse(from.isEmpty() ? "" : "not among the contacts; `$item.from` stands for the address");
    }

    /** Those whose names are mentioned come first. */
    private static List<String> contacts(Item item) {
        String text = (item.text().title() + " " + item.body() + " " + item.wish()).toLowerCase(Locale.ROOT);
        return known(item).stream()
                .sorted(java.util.Comparator.comparing((Contact contact) -> !mentioned(text, contact))
                        .thenComparing(Contact::name))
                .limit(MOST_CONTACTS)
                .map(Briefing::shown)
                .toList();
    }

    static String shown(Contact contact) {
        return contact.name() + " <" + contact.address() + ">"
                + contact.client().map(client -> ", " + client).orElse("");
    }

    private static boolean mentioned(String text, Contact contact) {
        for (String word : contact.name().toLowerCase(Locale.ROOT).split("\\s+")) {
            if (word.length() > 2 && text.contains(word)) {
                return true;
            }
        }
        return text.contains(contact.address());
    }

    /** Everybody but those of other clients. */
    static List<Contact> known(Item item) {
        return item.settings().contacts().stream()
                .filter(contact -> contact.client().isEmpty()
                        || item.client().stream()
                                .anyMatch(mine ->
                                        Settings.sameName(mine, contact.client().get())))
                .toList();
    }
}
