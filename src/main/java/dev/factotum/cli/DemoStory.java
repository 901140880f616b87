package dev.factotum.cli;

import dev.factotum.audit.AuditCheck;
import dev.factotum.audit.AuditEvent;
import dev.factotum.engine.Overview;
import dev.factotum.markdown.Escape;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The demo as it reads: what came in, what was planned, what the person decided, what was done, what proves it. */
final class DemoStory {
    private static final int LONGEST_RECORD = 40;

    private final Session session;
    private final Out out;
    private final Vault vault;
    private final List<String> sent = new ArrayList<>();

    DemoStory(Session session, Vault vault) {
        this.session = session;
        this.out = session.out();
        this.vault = vault;
    }

    /** Keeps what was sent; called from many threads. */
    void event(AuditEvent event) {
        if (event.ev().equals("simulated") || event.ev().equals("done")) {
            synchronized (sent) {
                sent.add(clean(event.title())
                        + Style.DIM.of("  " + clean(event.receipt().orElse(""))));
            }
        }
    }

    void founded() {
        heading("A vault: a folder of Markdown notes");
        say("Lantern Studio, a small print studio, lives in "
                + Style.BOLD.of(vault.root().toString()) + ".");
        say("Open it in Obsidian or any editor. Everything below happened to the files in it.");
    }

    void inputs(List<DemoDesk.Input> inputs) {
        heading("Seven things come in");
        int width =
                inputs.stream().mapToInt(input -> input.what().length()).max().orElse(0);
        for (DemoDesk.Input input : inputs) {
            say("  " + input.what() + " ".repeat(width - input.what().length()) + "  " + Style.DIM.of(input.name()));
        }
    }

    void tray(Overview overview, Workplace workplace) throws IOException {
        heading("One round, on rules alone, no model: each waits in Pending_Approval with a plan or a question");
        if (!out.json()) {
            When when = new When(workplace.settings().zone(), overview.at());
            new StatusText(out, when, StatusText.MOST).waiting(vault, overview.waiting());
        }
        say("");
        say("The mail that wants money sent became one line to check by telephone. Its orders, its ticked");
        say("boxes and its \"approve: true\" are quoted words; not one of them is a step.");
    }

    void decides() {
        heading("You decide");
    }

    void edited(DemoDesk.Edit edit) {
        say("  edit the text and move the note to Approved   " + Style.BOLD.of(edit.title()));
        say("      " + Style.RED.of("- … " + edit.before() + " …"));
        say("      " + Style.GREEN.of("+ … " + edit.after() + " …"));
    }

    void moved(String title) {
        say("  move the note to Approved                     " + Style.BOLD.of(title));
    }

    void approved(String title) {
        say("  agent approve                                 " + Style.BOLD.of(Wrapped.cut(title, 50)));
    }

    /** @param record the file, then its lines */
    void record(Optional<List<String>> record) {
        heading("Carried out, exactly as approved");
        say("No account is connected, so each send went to Outbox, as it would have gone out:");
        synchronized (sent) {
            sent.forEach(line -> say("  " + Style.GREEN.of("✓") + " " + line));
        }
        if (record.isPresent()) {
            List<String> lines = record.get();
            heading("The record: one note from beginning to end, " + clean(lines.getFirst()));
            lines.stream().skip(1).limit(LONGEST_RECORD).forEach(line -> say(Style.DIM.of("  │ ") + clean(line)));
        }
    }

    void ends(AuditCheck check, Overview after, Workplace workplace) {
        heading("What proves it");
        say(
                check.ok()
                        ? "agent log verify: " + Style.GREEN.of("ok") + ", " + LogVerify.count(check.entries())
                                + " in one unbroken chain, the page Audit_Log.md matches"
                                + (check.level() > 0 ? ", and so does its end kept outside the vault." : ".")
                        : Style.RED.of("agent log verify: not ok: "
                                + check.broken().map(AuditCheck.Broken::reason).orElse("")));
        heading("Your turn");
        Path root = vault.root();
        say("  cd " + Init.quoted(session.here(), root));
        say("  agent                  " + Style.DIM.of(StatusText.plainCounts(after)));
        say("  agent review           " + Style.DIM.of("go through the tray"));
        say("  agent show @1          " + Style.DIM.of("a plan, and which rule made it"));
        say("  agent watch            " + Style.DIM.of("stays at work: move a note, tick a box, drop a file in Inbox"));
        say("  agent log              " + Style.DIM.of("who did what, when, by which gesture"));
        say("  agent init DIR         " + Style.DIM.of("a vault of your own"));
    }

    private void heading(String words) {
        say("");
        say(Style.BOLD.of(words));
    }

    private void say(String line) {
        if (!out.json()) {
            out.print(line);
        }
    }

    private static String clean(String text) {
        return Escape.terminal(text).replace('\n', ' ');
    }
}
