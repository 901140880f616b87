package dev.factotum.markdown;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Puts a parser's complaint into one sentence that a person can act on. */
final class YamlFault {
    private YamlFault() {}

    static Yaml.Read.Bad explain(String text, YamlEngineException fault) {
        Lines lines = Lines.of(text);
        if (fault instanceof ReaderException unreadable) {
            int offset = Math.min(unreadable.getPosition(), text.length());
            return new Yaml.Read.Bad(lines.at(offset) + 1, "a control character stands here; delete it");
        }
        if (!(fault instanceof MarkedYamlEngineException marked)) {
            return new Yaml.Read.Bad(1, "this is not readable as YAML");
        }
        int line = marked.getProblemMark().map(Mark::getLine).orElse(0);
        int column = marked.getProblemMark().map(Mark::getColumn).orElse(0);
        int context = marked.getContextMark().map(Mark::getLine).orElse(line);
        return found(lines, Math.min(line, lines.count() - 1), column, Math.min(context, line), marked.getProblem());
    }

    private static Yaml.Read.Bad found(Lines lines, int line, int column, int context, String problem) {
        String here = lines.text(line);
        if (tabLeads(here)) {
            return bad(line, "a tab stands at the start of the line; use spaces");
        }
        for (int near = line; near >= Math.max(0, Math.min(context, line - 1)); near--) {
            if (keyWithoutSpace(lines.text(near))) {
                return bad(near, "a space is missing after the colon");
            }
        }
        char at = column < here.length() ? here.charAt(column) : '\n';
        if (at == '@' || at == '`' || at == '%' || at == '*' || at == '&' || at == '!') {
            return bad(line, "a value that starts with " + at + " must stand in quotes");
        }
        if (problem.contains("mapping values are not allowed")) {
            return bad(line, "a colon stands inside a value; put the value in quotes");
        }
        if (problem.contains("could not find expected ':'")) {
            return bad(context, "this line has no key and colon");
        }
        if (problem.contains("unexpected end of stream")) {
            return bad(context, "a quote is opened here and not closed");
        }
        if (problem.contains("escape")) {
            return bad(line, "a backslash inside double quotes starts an escape; write \\\\ or use single quotes");
        }
        String before = here.substring(0, Math.min(column, here.length())).stripTrailing();
        if (before.endsWith("\"") || before.endsWith("'")) {
            return bad(line, "a quoted value goes on behind its closing quote");
        }
        String opened = lines.text(context);
        if (opened.indexOf('[') >= 0 || opened.indexOf('{') >= 0) {
            return bad(context, "a value with [ or { must be closed, or stand in quotes");
        }
        return bad(line, "this is not readable as YAML; check the spaces at the start of the line");
    }

    private static Yaml.Read.Bad bad(int line, String reason) {
        return new Yaml.Read.Bad(line + 1, reason);
    }

    private static boolean tabLeads(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\t') {
                return true;
            }
            if (c != ' ' && c != '-') {
                return false;
            }
        }
        return false;
    }

    /** True for {@code key:value}, the most common slip, but not for a bare link. */
    static boolean keyWithoutSpace(String line) {
        int i = 0;
        while (i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '-')) {
            i++;
        }
        int start = i;
        while (i < line.length() && (Character.isLetterOrDigit(line.charAt(i)) || "_.-".indexOf(line.charAt(i)) >= 0)) {
            i++;
        }
        return i > start && i + 1 < line.length() && line.charAt(i) == ':' && " \t/".indexOf(line.charAt(i + 1)) < 0;
    }
}
