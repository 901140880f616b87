package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.engine.Turn;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.ExitCode;
import dev.factotum.vault.Executor;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** One command's decisions about one or many matters: says what came of each, and ends with one exit code. */
final class Batch {
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final Out out;
    private final Workplace workplace;
    private final Decider decider;
    private final When when;
    private final ObjectNode json;
    private final ArrayNode done;
    private final ArrayNode left;
    private final long begun;
    private ExitCode exit = ExitCode.DONE;
    private int count;

    /** @param kind of the object that programs get */
    Batch(Session session, Workplace workplace, String kind, boolean dryRun) {
        this.out = session.out();
        this.workplace = workplace;
        this.decider = new Decider(workplace);
        this.when = new When(
                workplace.settings().zone(), workplace.vault().world().clock().instant());
        this.json = out.object(kind).put("dryRun", dryRun);
        this.done = json.putArray("matters");
        this.left = json.putArray("left");
        this.begun = workplace.vault().world().clock().nanos();
    }

    Decider decider() {
        return decider;
    }

    /** Says what is at hand once the whole has taken more than a second. */
    void begin(Matter matter) {
        count++;
        long nanos = workplace.vault().world().clock().nanos() - begun;
        if (out.traits().errors().terminal() && nanos > QUIET.toNanos()) {
            out.note(Style.DIM.of(count + ". " + Escape.terminal(matter.title())));
        }
    }

    /** A matter that is not touched. @param fault true where the person named it and was wrong */
    void left(Matter matter, String why, boolean fault) {
        Approve.put(left.addObject().put("why", why), matter);
        exit = fault ? worse(ExitCode.USAGE) : exit;
        if (!out.json()) {
            out.print("· " + Approve.name(matter) + "  " + Style.DIM.of("left: " + Escape.terminal(why)));
        }
    }

    /** What a real run would do. */
    void would(Matter matter) {
        ObjectNode node = done.addObject();
        Approve.put(node, matter);
        node.put(
                "ifApproved",
                matter.assessment().map(a -> InlineText.plain(a.ifApproved())).orElse(null));
        if (!out.json()) {
            PlanView view = new PlanView(out.width());
            view.head(matter).forEach(out::print);
            view.look(matter).forEach(out::print);
            view.line(matter).forEach(out::print);
            out.print("");
        }
    }

    void turned(Matter matter, Turn turn) throws IOException {
        TurnText text = TurnText.of(workplace.vault(), matter.seen().id().orElseThrow(), matter.title(), turn);
        text.json(done);
        exit = text.failed() ? worse(ExitCode.FAILED) : exit;
        if (!out.json()) {
            text.lines(when).forEach(out::print);
        }
    }

    /** On a machine that does not execute: the file was moved, as by hand. */
    void carried(Matter matter, Stage to, boolean moved) throws IOException {
        Executor executor = workplace.vault().executor();
        String there = executor.name().isEmpty() ? "the executor" : executor.name();
        String words = moved
                ? "moved to " + to.folder() + " as by hand; " + there + " acts on it"
                : "it changed or moved meanwhile; nothing was decided";
        Approve.put(done.addObject().put("turn", moved ? "moved" : "changed").put("to", to.folder()), matter);
        exit = moved ? exit : worse(ExitCode.FAILED);
        if (!out.json()) {
            out.print((moved ? "· " : Style.RED.of("✗") + " ") + Approve.name(matter) + "  " + Escape.terminal(words));
        }
    }

    void nothing(String words) {
        if (!out.json()) {
            out.print(words);
        }
    }

    /** The person said no. */
    ExitCode abandoned() {
        out.note("Nothing was done.");
        return ExitCode.DONE;
    }

    ExitCode end() {
        if (out.json()) {
            out.print(json);
        }
        return exit;
    }

    /** A failed matter outweighs a wrong name. */
    private ExitCode worse(ExitCode other) {
        return List.of(exit, other).contains(ExitCode.FAILED) ? ExitCode.FAILED : other;
    }
}
