package dev.factotum.cli;

import dev.factotum.config.Risk;
import dev.factotum.engine.Approval;
import dev.factotum.engine.Assessment;
import dev.factotum.engine.Gesture;
import dev.factotum.engine.Turn;
import dev.factotum.markdown.Escape;
import dev.factotum.vault.Executor;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The decisions of a review: each takes effect at once, on the plan as it was shown, and says what came of it. */
final class ReviewDesk {
    private final Session session;
    private final Out out;
    private final Workplace workplace;
    private final Decider decider;
    private final PipelineScan scan;
    private int approved;
    private int rejected;
    private boolean failed;

    ReviewDesk(Session session, Workplace workplace) {
        this.session = session;
        this.out = session.out();
        this.workplace = workplace;
        this.decider = new Decider(workplace);
        this.scan = new PipelineScan(workplace.vault(), true);
    }

    /** What a decision leads to. */
    enum After {
        SHOW_AGAIN,
        ASK_AGAIN,
        NEXT,
        BACK,
        /** This one is decided: it leaves the walk. */
        DECIDED,
        QUIT
    }

    int approved() {
        return approved;
    }

    int rejected() {
        return rejected;
    }

    /** True where a step failed. */
    boolean failed() {
        return failed;
    }

    /** A matter that still stands in the tray. */
    Optional<Matter> find(MatterId id) throws IOException {
        Optional<Seen> seen = scan.look(Set.of(Stage.PENDING_APPROVAL)).seen().stream()
                .filter(one -> one.id().equals(Optional.of(id)))
                .findFirst();
        return seen.isEmpty() ? Optional.empty() : Matter.read(workplace, seen.get());
    }

    After approve(Keys keys, Matter shown) throws IOException, InterruptedException {
        boolean high = shown.assessment()
                .filter(a -> a.risk() == Risk.HIGH && !a.run().isEmpty())
                .map(Assessment::risk)
                .isPresent();
        if (high) {
            session.prompt(Style.RED.of("High risk.") + " Press a again to approve › ");
            int again = keys.next();
            session.prompt("\n");
            if (again != 'a') {
                return again == Keys.INTERRUPT ? interrupted() : After.ASK_AGAIN;
            }
        }
        if (!here()) {
            Approval.ByPerson person =
                    new Approval.ByPerson(workplace.vault().world().clock().instant(), decider.who(), Gesture.REVIEW);
            return carried(workplace.desk().carryToApproved(shown.seen(), person), Stage.APPROVED);
        }
        Turn turn = decider.decide(
                shown.seen(), (desk, file) -> desk.approve(file, decider.who(), Gesture.REVIEW, shown.content()));
        After after = tell(shown, turn);
        approved += after == After.DECIDED ? 1 : 0;
        return after;
    }

    After reject(Keys keys, Matter shown) throws IOException, InterruptedException {
        session.prompt("Why? (Enter: no reason given, .: do not reject) › ");
        Optional<String> why = keys.line().map(String::strip);
        if (interrupts(why)) {
            session.prompt("\n");
            return interrupted();
        }
        if (why.isEmpty() || why.get().equals(".")) {
            return After.ASK_AGAIN;
        }
        if (!here()) {
            return carried(workplace.desk().carry(shown.seen(), Stage.REJECTED), Stage.REJECTED);
        }
        Turn turn = decider.decide(
                shown.seen(), (desk, file) -> desk.reject(file, decider.who(), Gesture.REVIEW, why.get()));
        After after = tell(shown, turn);
        rejected += after == After.DECIDED ? 1 : 0;
        return after;
    }

    After change(Keys keys, Matter shown) throws IOException, InterruptedException {
        session.prompt("What should be different? (Enter: nothing) › ");
        Optional<String> wish = keys.line().map(String::strip).filter(text -> !text.isEmpty());
        if (interrupts(wish)) {
            session.prompt("\n");
            return interrupted();
        }
        if (wish.isEmpty()) {
            return After.ASK_AGAIN;
        }
        String fresh = Section.with(shown.text().source(), "Tell the agent", List.of(asWritten(wish.get())));
        boolean saved = new OwnEdit(workplace.vault()).save(shown, fresh);
        if (!here()) {
            return carried(saved && workplace.desk().carry(shown.seen(), Stage.NEEDS_ACTION), Stage.NEEDS_ACTION);
        }
        if (!saved) {
            out.print("It changed or moved meanwhile; nothing was decided.");
            return After.SHOW_AGAIN;
        }
        Turn turn = decider.decide(
                shown.seen(), (desk, file) -> desk.revise(file, decider.who(), Gesture.REVIEW, wish.get()));
        return tell(shown, turn);
    }

    /** The words as they are typed, unless they would open or end a part of the note. */
    private static String asWritten(String wish) {
        boolean opens = wish.matches("(?s)(#|```|~~~|>|=+$|-+$).*") || wish.contains("%%") || wish.contains("<!--");
        return opens ? Escape.line(wish) : wish;
    }

    private static boolean interrupts(Optional<String> line) {
        return line.filter(text -> text.indexOf(Keys.INTERRUPT) >= 0).isPresent();
    }

    /** Ctrl-C. */
    After interrupted() {
        session.interrupt().raise(Interrupt.CTRL_C);
        return After.QUIT;
    }

    private boolean here() throws IOException {
        return workplace.vault().executor().here();
    }

    /** Says what a turn came to; what is still in the tray is shown again. */
    private After tell(Matter matter, Turn turn) throws IOException {
        MatterId id = matter.seen().id().orElseThrow();
        When when = new When(
                workplace.settings().zone(), workplace.vault().world().clock().instant());
        TurnText text = TurnText.of(workplace.vault(), id, matter.title(), turn);
        failed |= turn instanceof Turn.ToTray && text.failed();
        text.lines(when).forEach(out::print);
        return find(id).isPresent() ? After.SHOW_AGAIN : After.DECIDED;
    }

    private After carried(boolean moved, Stage to) throws IOException {
        Executor executor = workplace.vault().executor();
        String there = executor.name().isEmpty() ? "the executor" : executor.name();
        out.print(
                moved
                        ? "Moved to " + to.folder() + " as by hand; " + there + " acts on it."
                        : "It changed or moved meanwhile; nothing was decided.");
        return moved ? After.DECIDED : After.SHOW_AGAIN;
    }
}
