package dev.factotum.cli;

import dev.factotum.config.Redactor;
import dev.factotum.markdown.Escape;
import dev.factotum.mcp.client.ServerSpec;
import dev.factotum.mcp.client.ServerSpec.Way;
import dev.factotum.mcp.client.Told;
import dev.factotum.mcp.protocol.ToolInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Servers and their tools as a person reads them. */
final class McpText {
    private static final int LONGEST_WORDS = 1000;
    private static final Redactor SECRETS = Redactor.of(List.of());

    private McpText() {}

    /** What is started or asked, whole and on one line; nothing of it is hidden by a sign that a terminal obeys. */
    static String way(ServerSpec spec) {
        return switch (spec.way()) {
            case Way.Program(String command, List<String> arguments, Map<String, String> _) ->
                Stream.concat(Stream.of(command), arguments.stream())
                        .map(McpText::quoted)
                        .collect(Collectors.joining(" "));
            case Way.Address address -> visible(address.url().toString());
        };
    }

    private static String quoted(String word) {
        String shown = visible(word);
        return shown.matches("[A-Za-z0-9_./@%+=:,-]+") ? shown : "'" + shown.replace("'", "'\\''") + "'";
    }

    /** Signs that cannot be seen are written as their numbers. */
    private static String visible(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(point -> {
            String sign = Character.toString(point);
            boolean hidden = !Escape.terminal(sign).equals(sign) || point == '\n' || point == '\t';
            out.append(hidden ? "\\u{%X}".formatted(point) : sign);
        });
        return out.toString();
    }

    /** The variables or headers that go with it: references as they are, and of values nothing that looks secret. */
    static List<String> given(ServerSpec spec) {
        Map<String, String> pairs = switch (spec.way()) {
            case Way.Program program -> program.variables();
            case Way.Address address -> address.headers();
        };
        List<String> lines = new ArrayList<>();
        new TreeMap<>(pairs).forEach((name, value) -> {
            String line = visible(name) + "=" + visible(value);
            lines.add(value.contains("${") || value.startsWith("secret:") ? line : SECRETS.redact(line));
        });
        return lines;
    }

    /** What a server says of a tool, as its words. */
    static List<String> tool(ToolInfo tool) {
        List<String> lines = new ArrayList<>();
        lines.add(Style.BOLD.of(Escape.terminal(tool.name())) + "  " + claims(tool.hints()));
        String words = Told.cut(tool.description(), LONGEST_WORDS);
        lines.add("  it says: “" + words + "”");
        List<String> names = new ArrayList<>();
        tool.input().path("properties").fieldNames().forEachRemaining(name -> names.add(Told.cut(name, 60)));
        lines.add("  takes:   " + (names.isEmpty() ? "nothing" : String.join(", ", names)));
        return lines;
    }

    private static String claims(ToolInfo.Hints hints) {
        if (hints.readOnly()) {
            return "claims to read only" + (hints.openWorld() ? ", beyond its own world" : "");
        }
        return (hints.destructive() ? "may destroy" : "claims to add only")
                + (hints.idempotent() ? ", claims to be repeatable" : "")
                + (hints.openWorld() ? ", reaches beyond its own world" : "");
    }
}
