package dev.factotum.cli;

import dev.factotum.cli.ReviewDesk.After;
import dev.factotum.problem.ExitCode;
import dev.factotum.vault.MatterId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final ReviewDesk desk;
    private final PlanView view;
    private final List<MatterId> ids;
    private int at;

    Reviewing(Session session, Workplace workplace, List<Matter> matters) {
        this.session = session;
        this.out = session.out();
        this.workplace = workplace;
        this.desk = new ReviewDesk(session, workplace);
        this.view = new PlanView(out.width());
        this.ids = new ArrayList<>(
                matters.stream().flatMap(matter -> matter.seen().id().stream()).toList());
    }

    ExitCode run() throws IOException, InterruptedException {
        Interrupt interrupt = session.interrupt();
        try (Keys keys = session.keys()) {
            boolean more = true;
            while (more && at < ids.size() && !interrupt.getAsBoolean()) {
                more = visit(keys);
            }
        }
        String left = ids.isEmpty() ? "nothing waits any more" : ids.size() + (ids.size() == 1 ? " waits" : " wait");
        out.print(desk.approved() + " approved, " + desk.rejected() + " rejected; " + left + ".");
        return desk.failed() ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** Shows the matter at hand until a key leads away from it; false where the walk is over. */
    private boolean visit(Keys keys) throws IOException, InterruptedException {
        After after = After.SHOW_AGAIN;
        Optional<Matter> shown = Optional.empty();
        while (after == After.SHOW_AGAIN || after == After.ASK_AGAIN) {
            if (after == After.SHOW_AGAIN) {
                shown = desk.find(ids.get(at));
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

    private void show(Matter matter) {
        String rule = " " + (at + 1) + " of " + ids.size() + " ";
        int columns = Math.min(out.width(), 110);
        out.print("");
        out.print(Style.DIM.of("──" + rule + "─".repeat(Math.max(2, columns - 2 - rule.length()))));
        List<String> standing = new ArrayList<>();
        if (matter.history().returned().isPresent()) {
            Instant instant = workplace.vault().world().clock().instant();
            When when = new When(workplace.settings().zone(), instant);
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
            case 'a' -> desk.approve(keys, matter);
            case 'r' -> desk.reject(keys, matter);
            case 'c' -> desk.change(keys, matter);
            case 'e' -> edit(matter);
            case 'd' -> difference(matter);
            case 's' -> whole(matter);
            case 'o' -> open(matter);
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> toggle(matter, key - '1');
            case 'n', ' ', '\r', '\n', Keys.RIGHT -> After.NEXT;
            case 'b', Keys.LEFT -> After.BACK;
            case 'q', Keys.END -> After.QUIT;
            case Keys.INTERRUPT -> desk.interrupted();
            case '?' -> help();
            default -> After.ASK_AGAIN;
        };
    }

    private After edit(Matter matter) throws IOException, InterruptedException {
        session.editor().edit(matter.seen().path(), workplace.vault().root());
        Optional<Matter> now = desk.find(matter.seen().id().orElseThrow());
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
        out.whole(matter.seen().path().toString());
        if (!new Opening(session.world()).open(uri)) {
            out.whole("Nothing on this machine opens " + uri + "; the path above is the file.");
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
