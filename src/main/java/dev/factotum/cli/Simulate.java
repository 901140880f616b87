package dev.factotum.cli;

import dev.factotum.crew.PromptBook;
import dev.factotum.crew.Simulation;
import dev.factotum.crew.Simulation.Replay;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.UsageBook;
import dev.factotum.problem.CommandCode;
import dev.factotum.problem.ConfigCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * {@code agent run --simulate}: plans past matters once more and compares. No matter, ledger or Outbox is touched: only the
 * calls are paid and noted.
 */
final class Simulate {
    private static final String USUAL_SINCE = "30d";
    private static final int USUAL_MOST = 50;
    private static final int LARGEST_MOST = 1_000;
    private static final int UNSET = -1;

    @Option(
            names = "--simulate",
            description = "Plan past matters once more and compare; nothing is carried out, moved or written.")
    private boolean wanted;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "With --simulate: ask this model, PROVIDER/MODEL, and no other.")
    private String model = "";

    @Option(names = "--prompts", paramLabel = "DIR", description = "With --simulate: use the prompts of this folder.")
    private String prompts = "";

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "With --simulate: what was approved since then, such as 7d or 2026-11-01 (else 30d).")
    private String since = "";

    @Option(
            names = "--most",
            paramLabel = "N",
            description = "With --simulate: so many matters at most, the newest (else 50).")
    private int most = UNSET;

    boolean wanted() {
        return wanted;
    }

    /** What is wrong with the command line. @param others true where options of a real run were given */
    Optional<String> wrong(boolean others) {
        if (!wanted) {
            boolean any = !model.isEmpty() || !prompts.isEmpty() || !since.isEmpty() || most != UNSET;
            return any
                    ? Optional.of("--model, --prompts, --since and --most go with --simulate only.")
                    : Optional.empty();
        }
        if (others) {
            return Optional.of("--simulate carries nothing out: leave out --now, --check and --dry-run.");
        }
        if (most != UNSET && (most < 1 || most > LARGEST_MOST)) {
            return Optional.of("--most takes a number from 1 to 1000.");
        }
        return !model.isEmpty() && ModelName.parse(model).isEmpty()
                ? Optional.of("--model takes a model as PROVIDER/MODEL, such as openai/gpt-5-mini.")
                : Optional.empty();
    }

    ExitCode run(Session session) throws IOException {
        Out out = session.out();
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            Vault vault = workplace.vault();
            if (!vault.executor().here()) {
                throw Run.elsewhere(out, workplace);
            }
            ZoneId zone = workplace.settings().zone();
            Instant from = from(zone, vault);
            Mind mind = mind(workplace);
            Optional<PromptBook> book = book(session, vault);
            session.interrupt();
            Simulation simulation = workplace.simulation(mind, book);
            UsageBook.Spent before = UsageBook.spent(vault, zone);
            SimulationText text = new SimulationText(out);
            List<Replay> replays =
                    simulation.run(from, most == UNSET ? USUAL_MOST : most, session::interrupted, replay -> {
                        if (!out.json()) {
                            text.line(replay);
                        }
                    });
            SimulationText.Summary summary = new SimulationText.Summary(
                    replays, before.month(), UsageBook.spent(vault, zone).month(), from, session.interrupted());
            if (out.json()) {
                out.print(SimulationText.json(out, summary));
            } else {
                text.print(summary, zone);
            }
            boolean silent = replays.stream().allMatch(one -> one.match() == Simulation.Match.NO_ANSWER);
            return silent && !replays.isEmpty() ? ExitCode.PROVIDER : ExitCode.DONE;
        }
    }

    private Instant from(ZoneId zone, Vault vault) {
        String text = since.isEmpty() ? USUAL_SINCE : since;
        return Since.read(text, zone, vault.world().clock().instant())
                .orElseThrow(() -> new ProblemException(
                        wrong("--since says no time.", text, "Give it as 7d, 2026-11-01 or 2026-11-01 09:30.")));
    }

    private static Problem wrong(String what, String given, String next) {
        return new Problem(CommandCode.USAGE, what, given, "the command line asks for it", next);
    }

    private Mind mind(Workplace workplace) {
        Optional<ModelName> named = ModelName.parse(model);
        Mind mind = workplace.planners().mind(named);
        Optional<ModelName> usual = mind.planning(Optional.empty()).stream().findFirst();
        if (usual.isEmpty()) {
            throw new ProblemException(new Problem(
                    ConfigCode.NO_MODEL,
                    ConfigCode.NO_MODEL.meaning(),
                    "agent.yaml",
                    "models.default is not set, and a simulation asks a model for each plan",
                    ConfigCode.NO_MODEL.remedy()));
        }
        usual.flatMap(mind::wrong).ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        return mind;
    }

    private Optional<PromptBook> book(Session session, Vault vault) throws IOException {
        if (prompts.isEmpty()) {
            return Optional.empty();
        }
        Path folder = session.here().resolve(prompts).normalize();
        boolean there = vault.world()
                .disk()
                .facts(folder)
                .filter(facts -> facts.kind() == FileFacts.Kind.FOLDER)
                .isPresent();
        if (!there) {
            throw new ProblemException(wrong(
                    "--prompts names no folder.",
                    folder.toString(),
                    "Give a folder with read.md, plan.md or check.md in it."));
        }
        PromptBook book = new PromptBook(vault.world().disk(), folder);
        List<Problem> problems = book.problems();
        if (!problems.isEmpty()) {
            throw new ProblemException(problems.getFirst());
        }
        return Optional.of(book);
    }
}
