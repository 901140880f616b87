package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.intake.IntakeOutcome;
import dev.factotum.intake.Submission;
import dev.factotum.intake.Submission.Content;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.vault.Executor;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Names;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Give the agent something to do: words, files, or - for what stands on stdin.",
        footer = {
            "",
            "  agent add \"Plan 5 posts for next week about our winter opening hours\"",
            "  agent add ~/Mail/question.eml statement.csv",
            "  pbpaste | agent add - --client \"Acme BV\""
        })
final class Add extends AgentCommand {
    private static final int LARGEST_INPUT = 32 << 20;

    @Parameters(arity = "1..*", paramLabel = "TEXT|FILE|-", description = "Words, or files anywhere on this machine.")
    private List<String> what = new ArrayList<>();

    @Option(names = "--client", paramLabel = "NAME", description = "The client it is for.")
    private @Nullable String client;

    @Option(names = "--due", paramLabel = "DATE", description = "When it is due, as 2026-11-30.")
    private @Nullable String due;

    @Option(names = "--attach", paramLabel = "FILE", description = "A file that goes with it; may be given again.")
    private List<String> attach = new ArrayList<>();

    @Option(names = "--dry-run", description = "Say what would be taken in, and take in nothing.")
    private boolean dryRun;

    @Override
    protected ExitCode run(Session session) throws IOException {
        Vault vault = session.vault();
        refuseElsewhere(vault);
        List<Content> contents = contents(session);
        if (contents.size() > 1 && !attach.isEmpty()) {
            throw usage("--attach goes with one thing at a time.");
        }
        Optional<LocalDate> day = day();
        List<Path> files = new ArrayList<>();
        for (String name : attach) {
            files.add(file(session, name).orElseThrow(() -> usage("There is no file '" + name + "' to attach.")));
        }
        if (dryRun) {
            would(session, contents);
            return ExitCode.DONE;
        }
        ObjectNode json = session.out().object("add").put("dryRun", false);
        ArrayNode matters = json.putArray("matters");
        ExitCode exit = ExitCode.DONE;
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            for (Content content : contents) {
                Submission submission = new Submission(content, Optional.ofNullable(client), day, files);
                IntakeOutcome outcome = workplace.intake().add(submission);
                exit = told(session.out(), vault, outcome, matters.addObject()).orElse(exit);
            }
        }
        if (session.out().json()) {
            session.out().print(json);
        } else if (exit == ExitCode.DONE) {
            session.out().note(Style.DIM.of("Next: agent run plans it; agent watch does it by itself."));
        }
        return exit;
    }

    /** Names each thing as its matter would be named, as far as that shows from outside. */
    private void would(Session session, List<Content> contents) throws IOException {
        Out out = session.out();
        ObjectNode json = out.object("add").put("dryRun", true);
        ArrayNode matters = json.putArray("matters");
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            workplace.intake().refuseUnknown(Optional.ofNullable(client));
        }
        for (Content content : contents) {
            String title = switch (content) {
                case Content.Text text ->
                    Names.stem(text.text().strip().lines().findFirst().orElse(""));
                case Content.File file -> String.valueOf(file.file().getFileName());
                case Content.Stream _ -> "what stands on stdin";
            };
            matters.addObject().put("title", title);
            if (!out.json()) {
                out.print("would take in  " + Style.BOLD.of(Escape.terminal(title)));
            }
        }
        if (out.json()) {
            out.print(json);
        }
    }

    private static void refuseElsewhere(Vault vault) throws IOException {
        Executor executor = vault.executor();
        if (!executor.here()) {
            throw new ProblemException(new Problem(
                    VaultCode.NOT_EXECUTOR,
                    VaultCode.NOT_EXECUTOR.meaning(),
                    vault.root().toString(),
                    "matters of this vault are taken in on " + executor.name(),
                    "Put the file into Inbox; it is taken up there. Or take over: agent config set executor this."));
        }
    }

    /** Files where all of it names files; else one text of all words. */
    private List<Content> contents(Session session) throws IOException {
        List<Content> files = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (String one : what) {
            Optional<Path> file = file(session, one);
            if (one.equals("-")) {
                files.add(new Content.Stream(session.standardInput(LARGEST_INPUT)));
            } else if (file.isPresent()) {
                files.add(new Content.File(file.get()));
            } else {
                words.add(one);
            }
        }
        if (words.isEmpty()) {
            return files;
        }
        if (!files.isEmpty() || words.size() == 1 && looksLikeFile(words.getFirst())) {
            throw usage("There is no file '" + words.getFirst() + "'.");
        }
        String text = String.join(" ", words);
        if (text.isBlank()) {
            throw usage("There is nothing to add.");
        }
        return List.of(new Content.Text(text));
    }

    private static boolean looksLikeFile(String word) {
        return word.matches("\\S*[/\\\\]\\S*|\\S+\\.(?:md|txt|eml|csv|ofx|xml|pdf|png|jpe?g|m4a|mp3|docx?|xlsx?)");
    }

    private static Optional<Path> file(Session session, String name) throws IOException {
        try {
            Path path = session.here().resolve(name).normalize();
            Optional<FileFacts> facts = session.world().disk().facts(path);
            if (facts.isPresent() && facts.get().kind() == FileFacts.Kind.LINK) {
                return Optional.of(session.world().disk().real(path));
            }
            return facts.filter(f -> f.kind() == FileFacts.Kind.FILE).map(f -> path);
        } catch (InvalidPathException words) {
            return Optional.empty();
        } catch (java.nio.file.FileSystemException tooLong) {
            return Optional.empty();
        }
    }

    private Optional<LocalDate> day() {
        if (due == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(due));
        } catch (DateTimeException wrong) {
            throw usage("'" + due + "' is no date. Write it as 2026-11-30.");
        }
    }

    /** Says what came of one; the exit code where it went wrong. */
    private static Optional<ExitCode> told(Out out, Vault vault, IntakeOutcome outcome, ObjectNode json) {
        return switch (outcome) {
            case IntakeOutcome.Taken(MatterId id, Path file) -> {
                stands(out, vault, json.put("duplicate", false), id, file, Style.GREEN.of("✓"), "");
                yield Optional.empty();
            }
            case IntakeOutcome.Duplicate(MatterId id, MatterId first, Path file) -> {
                json.put("first", first.value());
                String words = "; it came in before as " + MatterFinder.shortId(first) + ", nothing is planned";
                stands(out, vault, json.put("duplicate", true), id, file, "·", words);
                yield Optional.empty();
            }
            case IntakeOutcome.NotReady(String name, var ignored) -> {
                json.put("problem", "busy");
                out.note("Another process is taking in " + Escape.terminal(name) + "; try again.");
                yield Optional.of(ExitCode.FAILED);
            }
            case IntakeOutcome.Failed(Problem problem) -> {
                json.put("problem", problem.code().id());
                out.problem(problem);
                yield Optional.of(problem.code().exit());
            }
        };
    }

    private static void stands(
            Out out, Vault vault, ObjectNode json, MatterId id, Path file, String sign, String more) {
        String title = MatterFinder.withoutEnding(String.valueOf(file.getFileName()));
        String folder = vault.root().relativize(file).getName(0).toString();
        json.put("id", id.value())
                .put("title", title)
                .put("file", vault.root().relativize(file).toString().replace('\\', '/'));
        if (!out.json()) {
            out.print(sign + " " + Style.BOLD.of(Escape.terminal(title)) + "  "
                    + Style.DIM.of(id.value() + ", in " + folder + more));
        }
    }
}
