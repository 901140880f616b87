package dev.factotum.cli;

import dev.factotum.config.Risk;
import dev.factotum.engine.Approval;
import dev.factotum.engine.Assessment;
import dev.factotum.engine.Desk;
import dev.factotum.engine.Gesture;
import dev.factotum.engine.Turn;
import dev.factotum.problem.ExitCode;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A walk through matters that wait, by single keys; every decision takes effect at once. */
final class Reviewing {
    private static final String KEYS =
            "[a]pprove [r]eject [c]hange [e]dit [1-9] step [d]iff [n]ext [q]uit [?] all keys";

    private static final String ALL_KEYS = """
            a  approve it as it stands; twice where the risk is high
            r  reject it, with a reason if you like
            c  ask for changes, in your words
            e  edit the note in $VISUAL or $EDITOR
            1  leave step 1 out, or take it in again; likewise 2 to 9
            d  what differs from the plan as it was proposed
            s  show everything: history, rules, the whole source
            o  open the note in Obsidian
            n  next, also the right arrow; b  back, also the left arrow
            q  quit; everything that was not decided waits on""";

    private static final int MOST_QUOTED = 8;

    private final Session session;
    private final Out out;
    private final Workplace workplace;
    private final Decider decider;
    private final PipelineScan scan;
    private final PlanView view;
    private final When when;
    private final List<MatterId> ids;
    private int at;
    private int approved;
    private int rejected;
    private boolean failed;

    Reviewing(Session session, Workplace workplace, List<Matter> matters) {
        this.session = session;
        this.out = session.out();
        this.workplace = workplace;
        this.decider = new Decider(workplace);
        this.scan = workplace.scan();
        this.view = new PlanView(out.width());
        this.when = new When(
                workplace.settings().zone(), workplace.vault().world().clock().instant());
        this.ids = new ArrayList<>(
                matters.stream().flatMap(matter -> matter.seen().id().stream()).toList());
    }

    /** What a key leads to. */
    private enum After {
        SHOW_AGAIN,
        ASK_AGAIN,
        NEXT,
        BACK,
        /** This one is decided: it leaves the walk. */
        DECIDED,
        QUIT
    }

    ExitCode run() throws IOException, InterruptedException {
        session.interrupt();
        try (Keys keys = session.keys()) {
            boolean more = true;
            while (more && !ids.isEmpty() && at < ids.size()) {
                more = visit(keys);
            }
        }
        String left = ids.isEmpty() ? "nothing waits any more" : ids.size() + (ids.size() == 1 ? " waits" : " wait");
        out.print(approved + " approved, " + rejected + " rejected; " + left + ".");
        return failed ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** Shows the matter at hand until a key leads away from it; false where the walk is over. */
    private boolean visit(Keys keys) throws IOException, InterruptedException {
        After after = After.SHOW_AGAIN;
        Optional<Matter> shown = Optional.empty();
        while (after == After.SHOW_AGAIN || after == After.ASK_AGAIN) {
            if (after == After.SHOW_AGAIN) {
                shown = find(ids.get(at));
                if (shown.isEmpty()) {
                    out.print(Style.DIM.of("The next one has left the tray meanwhile."));
                    after = After.DECIDED;
                    break;
                }
                show(shown.get());
            }
            after = key(keys, shown.orElseThrow());
        }
        switch (after) {
            case NEXT -> at++;
            case BACK -> at = Math.max(0, at - 1);
            case DECIDED -> ids.remove(at);
            case QUIT -> {
                return false;
            }
            case SHOW_AGAIN, ASK_AGAIN -> {}
        }
        return true;
    }

    private Optional<Matter> find(MatterId id) throws IOException {
        Optional<Seen> seen = scan.look(Set.of(Stage.PENDING_APPROVAL)).seen().stream()
                .filter(one -> one.id().equals(Optional.of(id)))
                .findFirst();
        return seen.isEmpty() ? Optional.empty() : Matter.read(workplace, seen.get());
    }

    private void show(Matter matter) {
        String rule = " " + (at + 1) + " of " + ids.size() + " ";
        int columns = Math.min(out.width(), 110);
        out.print("");
        out.print(Style.DIM.of("──" + rule + "─".repeat(Math.max(2, columns - 2 - rule.length()))));
        List<String> standing = new ArrayList<>();
        if (matter.history().returned().isPresent()) {
            Standing now =
                    Standing.of(matter, when, workplace.settings().approval().expires());
            standing.add(Style.CYAN.of(now.state()));
            now.why().forEach(why -> standing.addAll(Wrapped.lines(why, columns, "  ", "  ")));
        }
        Stream.of(
                        view.head(matter),
                        standing,
                        view.look(matter),
                        view.line(matter),
                        view.steps(matter),
                        view.background(matter, MOST_QUOTED))
                .filter(part -> !part.isEmpty())
                .forEach(part -> {
                    part.forEach(out::print);
                    out.print("");
                });
    }

    private After key(Keys keys, Matter matter) throws IOException, InterruptedException {
        session.prompt(Style.DIM.of(KEYS) + " › ");
        int key = keys.next();
        session.prompt((key > ' ' && key < 127 ? Character.toString(key) : "") + "\n");
        return switch (key) {
            case 'a' -> approve(keys, matter);
            case 'r' -> reject(keys, matter);
            case 'c' -> change(keys, matter);
            case 'e' -> edit(matter);
            case 'd' -> difference(matter);
            case 's' -> whole(matter);
            case 'o' -> open(matter);
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> toggle(matter, key - '1');
            case 'n', ' ', '\r', '\n', Keys.RIGHT -> After.NEXT;
            case 'b', Keys.LEFT -> After.BACK;
            case 'q', Keys.END -> After.QUIT;
            case Keys.INTERRUPT -> interrupted();
            case '?' -> help();
            default -> After.ASK_AGAIN;
        };
    }

    private After interrupted() {
        session.interrupt().raise(Interrupt.CTRL_C);
        return After.QUIT;
    }

    private After approve(Keys keys, Matter matter) throws IOException, InterruptedException {
        boolean high = matter.assessment().map(Assessment::risk).orElse(Risk.HIGH) == Risk.HIGH;
        boolean runs = matter.assessment().filter(a -> !a.run().isEmpty()).isPresent();
        if (high && runs) {
            session.prompt(Style.RED.of("High risk.") + " Press a again to approve › ");
            int again = keys.next();
            session.prompt("\n");
            if (again != 'a') {
                return again == Keys.INTERRUPT ? interrupted() : After.ASK_AGAIN;
            }
        }
        if (!workplace.vault().executor().here()) {
            Approval.ByPerson person =
                    new Approval.ByPerson(workplace.vault().world().clock().instant(), decider.who(), Gesture.REVIEW);
            return carried(workplace.desk().carryToApproved(matter.seen(), person), Stage.APPROVED);
        }
        Turn turn = decider.decide(matter.seen(), (desk, file) -> desk.approve(file, decider.who(), Gesture.REVIEW));
        After after = tell(matter, turn);
        approved += after == After.DECIDED ? 1 : 0;
        return after;
    }

    private After reject(Keys keys, Matter matter) throws IOException, InterruptedException {
        session.prompt("Why? (Enter: no reason given, .: do not reject) › ");
        Optional<String> why = keys.line().map(String::strip);
        if (why.isEmpty() || why.get().equals(".")) {
            return After.ASK_AGAIN;
        }
        if (!workplace.vault().executor().here()) {
            return carried(workplace.desk().carry(matter.seen(), Stage.REJECTED), Stage.REJECTED);
        }
        After after = tell(
                matter,
                decider.decide(
                        matter.seen(), (desk, file) -> desk.reject(file, decider.who(), Gesture.REVIEW, why.get())));
        rejected += after == After.DECIDED ? 1 : 0;
        return after;
    }

    private After change(Keys keys, Matter matter) throws IOException, InterruptedException {
        session.prompt("What should be different? (Enter: nothing) › ");
        Optional<String> wish = keys.line().map(String::strip).filter(text -> !text.isEmpty());
        if (wish.isEmpty()) {
            return After.ASK_AGAIN;
        }
        if (!workplace.vault().executor().here()) {
            String fresh = Section.with(matter.text().source(), "Tell the agent", List.of(wish.get()));
            Seen seen = matter.seen();
            boolean moved = new OwnEdit(workplace.vault()).save(matter, fresh)
                    && workplace.desk().carry(seen, Stage.NEEDS_ACTION);
            return carried(moved, Stage.NEEDS_ACTION);
        }
        Turn turn = decider.decide(
                matter.seen(), (Desk desk, Seen file) -> desk.revise(file, decider.who(), Gesture.REVIEW, wish.get()));
        return tell(matter, turn);
    }

    /** Says what a turn came to; what is still in the tray is shown again. */
    private After tell(Matter matter, Turn turn) throws IOException {
        TurnText text = TurnText.of(workplace.vault(), matter.seen().id().orElseThrow(), matter.title(), turn);
        failed |= text.failed();
        text.lines(when).forEach(out::print);
        return find(matter.seen().id().orElseThrow()).isPresent() ? After.SHOW_AGAIN : After.DECIDED;
    }

    private After carried(boolean moved, Stage to) throws IOException {
        String there = workplace.vault().executor().name();
        out.print(
                moved
                        ? "Moved to " + to.folder() + " as by hand; " + (there.isEmpty() ? "the executor" : there)
                                + " acts on it."
                        : "It changed or moved meanwhile; nothing was decided.");
        return moved ? After.DECIDED : After.SHOW_AGAIN;
    }

    private After edit(Matter matter) throws IOException, InterruptedException {
        session.editor().edit(matter.seen().path(), workplace.vault().root());
        Optional<Matter> now = find(matter.seen().id().orElseThrow());
        if (now.isEmpty()) {
            out.print("It is no longer in the tray.");
            return After.DECIDED;
        }
        List<String> lines =
                TextDiff.styled(matter.text().source(), now.get().text().source());
        out.print(lines.isEmpty() ? "Nothing was changed." : Style.BOLD.of("What you changed"));
        lines.forEach(out::print);
        return After.SHOW_AGAIN;
    }

    private After toggle(Matter matter, int index) throws IOException {
        Optional<String> refused = new OwnEdit(workplace.vault()).toggle(matter, index);
        refused.ifPresent(out::print);
        return refused.isPresent() ? After.ASK_AGAIN : After.SHOW_AGAIN;
    }

    private After help() {
        ALL_KEYS.lines().forEach(out::print);
        return After.ASK_AGAIN;
    }

    private After open(Matter matter) {
        String uri = Open.uri(matter.seen().path());
        out.print(matter.seen().path().toString());
        if (!new Opening(session.world()).open(uri)) {
            out.print("Nothing on this machine opens " + uri + "; the path above is the file.");
        }
        return After.ASK_AGAIN;
    }

    private After whole(Matter matter) throws IOException {
        new MatterView(workplace, Math.min(out.width(), 110), true).of(matter).forEach(out::print);
        return After.ASK_AGAIN;
    }

    private After difference(Matter matter) throws IOException {
        Optional<Proposal> proposal = Proposal.last(workplace.vault(), matter);
        List<String> lines = proposal.map(
                        p -> TextDiff.styled(p.text(), matter.text().source()))
                .orElse(List.of());
        out.print(
                lines.isEmpty()
                        ? "Nothing differs from what was proposed."
                        : Style.DIM.of("revision " + proposal.orElseThrow().rev() + " as proposed → the file now"));
        lines.forEach(out::print);
        return After.ASK_AGAIN;
    }
}
