package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.DurationText;
import dev.factotum.config.Risk;
import dev.factotum.mcp.client.ServerSpec.Narrowing;
import dev.factotum.mcp.client.ServerSpec.Way;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.problem.McpCode;
import dev.factotum.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The text of {@code mcp.json}, in the form that other clients share. What is wrong with one server costs the others
 * nothing.
 *
 * @param servers by name
 */
record McpFile(Map<ServerName, ServerSpec> servers, List<Problem> problems) {
    static final String NAME = "mcp.json";
    static final String SERVERS = "mcpServers";
    static final McpFile EMPTY = new McpFile(Map.of(), List.of());

    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_SERVERS = 64;
    private static final int MOST_WORDS = 256;

    McpFile {
        servers = Map.copyOf(servers);
        problems = List.copyOf(problems);
    }

    /** Why an entry cannot be used. */
    private static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        Misfit(String why) {
            super(why);
        }
    }

    static McpFile read(byte[] text) {
        return switch (StrictJson.read(text)) {
            case StrictJson.Read.Broken(String why) -> new McpFile(Map.of(), List.of(problem("", why)));
            case StrictJson.Read.Value(JsonNode json) -> read(json);
        };
    }

    private static McpFile read(JsonNode json) {
        JsonNode all = json.path(SERVERS);
        if (!json.isObject() || !all.isObject() && !all.isMissingNode()) {
            return new McpFile(Map.of(), List.of(problem("", "it holds no object “" + SERVERS + "”")));
        }
        Map<ServerName, ServerSpec> servers = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : all.properties()) {
            try {
                if (servers.size() == MOST_SERVERS) {
                    throw new Misfit("it is one more than the " + MOST_SERVERS + " that can be");
                }
                ServerSpec spec = spec(entry.getKey(), entry.getValue());
                if (servers.putIfAbsent(spec.name(), spec) != null) {
                    throw new Misfit("another server has this name, but for capitals");
                }
            } catch (Misfit misfit) {
                problems.add(problem(entry.getKey(), String.valueOf(misfit.getMessage())));
            }
        }
        return new McpFile(servers, problems);
    }

    private static Problem problem(String server, String why) {
        String where = server.isEmpty() ? NAME : NAME + " › " + Told.brief(server);
        return new Problem(
                McpCode.BROKEN_FILE,
                server.isEmpty() ? "mcp.json cannot be read" : "A server in mcp.json cannot be used",
                where,
                why,
                "Correct it. The servers that are right can be used.");
    }

    private static ServerSpec spec(String written, JsonNode json) throws Misfit {
        ServerName name = ServerName.of(written)
                .orElseThrow(() -> new Misfit("its name must be 1 to 32 letters, digits and “-”"));
        if (!json.isObject()) {
            throw new Misfit("it is no object");
        }
        JsonNode own = json.path("factotum");
        return new ServerSpec(
                name,
                written,
                way(json),
                json.path("disabled").asBoolean(false),
                timeout(json.path("timeout")),
                narrowings(own.path("tools")));
    }

    private static Way way(JsonNode json) throws Misfit {
        boolean program = json.path("command").isTextual();
        boolean address = json.path("url").isTextual();
        if (program == address) {
            throw new Misfit("it needs either “command” or “url”");
        }
        if (json.path("type").asText("").equals("sse")) {
            throw new Misfit("it speaks the old way of HTTP with SSE, which is not supported");
        }
        if (program) {
            String command = json.path("command").textValue();
            if (command.isBlank()) {
                throw new Misfit("its command is empty");
            }
            return new Way.Program(command, texts(json.path("args")), pairs("env", json.path("env")));
        }
        return new Way.Address(url(json.path("url").textValue()), pairs("headers", json.path("headers")));
    }

    private static URI url(String text) throws Misfit {
        try {
            URI url = new URI(text.strip());
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("https") && !scheme.equals("http") || url.getHost() == null) {
                throw new Misfit("its url is no address of the web");
            }
            if (url.getRawUserInfo() != null) {
                throw new Misfit("its url holds a login, which belongs into a header as a reference");
            }
            return url;
        } catch (URISyntaxException broken) {
            throw new Misfit("its url is no address");
        }
    }

    private static List<String> texts(JsonNode json) throws Misfit {
        List<String> texts = new ArrayList<>();
        if (!json.isArray() && !json.isMissingNode()) {
            throw new Misfit("its args must be a list of texts");
        }
        for (JsonNode one : json) {
            if (!one.isTextual() || texts.size() == MOST_WORDS) {
                throw new Misfit("its args must be texts, " + MOST_WORDS + " at most");
            }
            texts.add(one.textValue());
        }
        return texts;
    }

    private static Map<String, String> pairs(String key, JsonNode json) throws Misfit {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (!json.isObject() && !json.isMissingNode()) {
            throw new Misfit("its " + key + " must be an object of names and texts");
        }
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            if (!entry.getValue().isValueNode() || entry.getValue().isNull() || pairs.size() == MOST_WORDS) {
                throw new Misfit("its " + key + " must be texts, " + MOST_WORDS + " at most");
            }
            if (entry.getKey().isEmpty() || entry.getKey().matches("(?s).*[=\\x00].*")) {
                throw new Misfit("its " + key + " holds a name that is empty or has “=” in it");
            }
            pairs.put(entry.getKey(), entry.getValue().asText());
        }
        return pairs;
    }

    /** A text such as {@code 90s}, or a count: of seconds, and where it is 1,000 or more of milliseconds, as others have it. */
    private static Duration timeout(JsonNode json) throws Misfit {
        if (json.isMissingNode()) {
            return USUAL;
        }
        Optional<Duration> given = json.isTextual() ? DurationText.parse(json.textValue()) : Optional.empty();
        if (json.canConvertToInt() && json.isIntegralNumber()) {
            int count = json.intValue();
            given = Optional.of(count >= 1000 ? Duration.ofMillis(count) : Duration.ofSeconds(count));
        }
        return given.filter(time -> time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> new Misfit("its timeout must be from 1s to 1h"));
    }

    private static Map<String, Narrowing> narrowings(JsonNode json) throws Misfit {
        Map<String, Narrowing> all = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            JsonNode risk = entry.getValue().path("risk");
            Optional<Risk> parsed = risk.isMissingNode() ? Optional.empty() : Optional.of(risk(risk.asText("")));
            all.put(
                    entry.getKey(),
                    new Narrowing(parsed, entry.getValue().path("off").asBoolean(false)));
        }
        return all;
    }

    private static Risk risk(String word) throws Misfit {
        return switch (word) {
            case "high" -> Risk.HIGH;
            case "normal" -> Risk.NORMAL;
            default -> throw new Misfit("the risk of a tool is “high” or “normal”");
        };
    }

    /** The text with one server more, or in place of the one of this name; empty where the text is no object. */
    static Optional<byte[]> with(byte[] text, String name, ObjectNode entry) {
        return changed(text, all -> all.set(name, entry));
    }

    /** The text without a server; empty where the text is no object. */
    static Optional<byte[]> without(byte[] text, String name) {
        return changed(text, all -> all.remove(name));
    }

    private static Optional<byte[]> changed(byte[] text, java.util.function.Consumer<ObjectNode> change) {
        boolean empty = new String(text, java.nio.charset.StandardCharsets.UTF_8).isBlank();
        JsonNode json = empty
                ? StrictJson.object()
                : StrictJson.read(text) instanceof StrictJson.Read.Value(JsonNode value) ? value : null;
        if (!(json instanceof ObjectNode root)) {
            return Optional.empty();
        }
        ObjectNode all = root.path(SERVERS) instanceof ObjectNode known ? known : root.putObject(SERVERS);
        change.accept(all);
        return Optional.of((root.toPrettyString() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
