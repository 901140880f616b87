package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.problem.Problem;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a command writes: results to stdout, everything else to stderr. Text may carry {@link Style}; it is dropped
 * where nothing shows it.
 */
final class Out {
    /** Wider lines are hard to read. */
    private static final int WIDEST = 110;

    private static final int UNBROKEN = 1 << 20;

    private final Terminal terminal;
    private final boolean json;
    private final boolean quiet;
    private final boolean verbose;
    private final Consumer<Problem> listener;

    Out(Terminal terminal, boolean json, boolean quiet, boolean verbose) {
        this(terminal, json, quiet, verbose, problem -> {});
    }

    /** @param listener hears of every problem that the person is told */
    Out(Terminal terminal, boolean json, boolean quiet, boolean verbose, Consumer<Problem> listener) {
        this.listener = listener;
        this.terminal = terminal;
        this.json = json;
        this.quiet = quiet;
        this.verbose = verbose;
    }

    /** True where the person asked for {@code --json}: print objects only. */
    boolean json() {
        return json;
    }

    /** True where the person wants results only, without hints. */
    boolean quiet() {
        return quiet;
    }

    /** One line of the result; on a terminal broken at blanks where it is wider. */
    void print(String line) {
        int columns = traits().columns();
        if (!traits().output().terminal() || Wrapped.width(line) <= columns || line.indexOf('\n') >= 0) {
            whole(line);
            return;
        }
        broken(line, columns).forEach(this::whole);
    }

    /** One line of the result that stays one, such as a command to copy. */
    void whole(String line) {
        terminal.output(line + "\n");
    }

    /** One object of the result, as one line. */
    void print(ObjectNode object) {
        terminal.json(object.toString());
    }

    /** One line of the result that is JSON already. */
    void json(String line) {
        terminal.json(line);
    }

    /** One line of an endless result ({@code log -f}, {@code watch}); it goes out at once. */
    void event(String line) {
        print(line);
        terminal.flush();
    }

    /** One object of an endless result; it goes out at once. */
    void event(ObjectNode object) {
        print(object);
        terminal.flush();
    }

    /** A new object with {@code v} and {@code kind}, as every object of ours starts. */
    ObjectNode object(String kind) {
        return JsonNodeFactory.instance.objectNode().put("v", 1).put("kind", kind);
    }

    /** A remark beside the result, on stderr; silent with {@code -q}. */
    void note(String line) {
        if (!quiet) {
            remark(line);
        }
    }

    /** On a terminal broken at blanks where it is wider than that; its own indentation is kept. */
    private void remark(String line) {
        int columns = traits().errorWidth();
        if (Wrapped.width(line) <= columns || line.indexOf('\n') >= 0) {
            terminal.errors(line + "\n");
            return;
        }
        broken(line, columns).forEach(one -> terminal.errors(one + "\n"));
    }

    private static List<String> broken(String line, int columns) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        String margin = " ".repeat(Math.min(indent, columns / 2));
        return Wrapped.lines(line.substring(indent), columns, margin, margin + "  ");
    }

    /** A remark that only {@code -v} shows. */
    void detail(String line) {
        if (verbose) {
            terminal.errors(line + "\n");
        }
    }

    /** A problem that does not stop the command; shown even with {@code -q}. */
    void problem(Problem problem) {
        told(problem);
        warn(problem);
    }

    /** A problem that stands in the result itself. */
    void told(Problem problem) {
        listener.accept(problem);
    }

    /** A problem of the program's own log, which cannot stand in it. */
    void warn(Problem problem) {
        terminal.errors(json ? ErrorText.json(this, problem) : ErrorText.of(problem, traits().errorWidth()));
    }

    /** One line at the foot of the screen, redrawn in place; empty takes it away. Silent with {@code -q} and in a pipe. */
    void foot(String line) {
        if (!quiet && !json) {
            terminal.foot(line);
        }
    }

    /** True once nobody reads stdout any more; endless commands stop then. */
    boolean closed() {
        return terminal.closed();
    }

    Traits traits() {
        return terminal.traits();
    }

    /** Where lines of the result are to be broken; pipes and files get whole lines. */
    int width() {
        return traits().output().terminal() ? Math.min(traits().columns(), WIDEST) : UNBROKEN;
    }
}
