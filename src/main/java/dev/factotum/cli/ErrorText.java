package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.problem.Problem;
import java.util.List;

/** A problem as a person reads it: what, where, why, what next, and the code to look it up by. */
final class ErrorText {
    /** Where the words of a part begin. */
    private static final int PART = 10;

    private ErrorText() {}

    /** Broken at blanks where a line is wider than the screen. */
    static String of(Problem problem, int width) {
        StringBuilder text = new StringBuilder();
        for (String line : of(problem).split("\n")) {
            String rest = line.startsWith(" ") ? " ".repeat(PART) : "  ";
            int indent = 0;
            while (indent < line.length() && line.charAt(indent) == ' ') {
                indent++;
            }
            boolean wide = Wrapped.width(line) > width;
            (wide ? Wrapped.lines(line.substring(indent), width, " ".repeat(indent), rest) : List.of(line))
                    .forEach(one -> text.append(one).append('\n'));
        }
        return text.toString();
    }

    /** Lines for stderr, the last one ended; parts that are empty are left out. */
    private static String of(Problem problem) {
        return Style.RED.of("agent:") + " " + problem.what() + " ["
                + problem.code().id() + "]\n"
                + part("where", problem.where())
                + part("why", problem.why())
                + part("next", problem.next());
    }

    /** The same as one line of JSON. */
    static String json(Out out, Problem problem) {
        ObjectNode error = out.object("error")
                .put("code", problem.code().id())
                .put("what", problem.what())
                .put("where", problem.where())
                .put("why", problem.why())
                .put("next", problem.next())
                .put("exit", problem.code().exit().value());
        return error + "\n";
    }

    private static String part(String name, String text) {
        String indented = text.strip().replace("\n", "\n          ");
        return indented.isEmpty() ? "" : "  %-8s%s\n".formatted(name + ":", indented);
    }
}
