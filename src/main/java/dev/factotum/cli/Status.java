package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.AccountTroubles;
import dev.factotum.config.Settings;
import dev.factotum.config.Settings.LogSettings;
import dev.factotum.config.SettingsFile;
import dev.factotum.engine.Overview;
import dev.factotum.engine.OverviewReader;
import dev.factotum.intake.Arrivals;
import dev.factotum.llm.UsageBook;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = "What waits for you, what is planned, what went wrong.",
        footer = {"", "The numbers @1, @2 … may be given to show, approve, reject, open until the next list."})
final class Status extends AgentCommand {
    private static final Duration USUAL = Duration.ofDays(7);

    @Option(names = "--all", description = "List everything that waits, not the first 20.")
    private boolean all;

    @Option(names = "--check", description = "End with 3 where something waits for a person.")
    private boolean check;

    @Override
    protected ExitCode run(Session session) throws IOException {
        Vault vault;
        try {
            vault = session.vault();
        } catch (ProblemException none) {
            if (none.problem().code() != VaultCode.NOT_A_VAULT || session.out().json() || session.named()) {
                throw none;
            }
            welcome(session.out(), none.problem());
            return none.problem().code().exit();
        }
        Read found = read(session, vault);
        List<Problem> log =
                session.logbook().flatMap(Logbook::trouble).map(List::of).orElse(List.of());
        Read read = new Read(
                found.overview()
                        .with(SecretAge.problems(vault))
                        .with(AccountTroubles.problems(vault))
                        .with(Arrivals.troubles(vault))
                        .with(log),
                found.zone());
        if (session.out().json()) {
            ObjectNode status = new StatusJson(session.out()).of(read.overview(), UsageBook.spent(vault, read.zone()));
            ModelsGlance.of(vault, read.overview()).into(status.putObject("models"));
            new Health(vault, read.overview()).into(status.putObject("health"), log.isEmpty());
            session.out().print(status);
        } else {
            When when = new When(read.zone(), read.overview().at());
            new StatusText(session.out(), when, all ? Integer.MAX_VALUE : StatusText.MOST)
                    .print(vault, read.overview(), ModelsGlance.of(vault, read.overview()));
        }
        return check && !read.overview().waiting().isEmpty() ? ExitCode.PERSON : ExitCode.DONE;
    }

    /** @param zone in which times are shown; UTC where the settings are broken */
    private record Read(Overview overview, ZoneId zone) {}

    private static Read read(Session session, Vault vault) throws IOException {
        OverviewReader reader = new OverviewReader(vault);
        SettingsFile file = new SettingsFile(vault.world(), vault.root());
        boolean json = session.out().json();
        SettingsGlance glance = new SettingsGlance(vault, file, session.environment());
        Optional<SettingsGlance.Kept> known = json ? Optional.empty() : glance.kept();
        if (known.isPresent()) {
            String level = known.get().level();
            session.logbook().ifPresent(log -> log.settings(new LogSettings(level, Set.of())));
            return new Read(
                    reader.read().with(TidingsGlance.of(vault)), known.get().zone());
        }
        return switch (file.load(session.environment())) {
            case SettingsFile.Loaded.Good(Settings settings, List<Problem> warnings) -> {
                session.logbook().ifPresent(log -> log.settings(settings.log()));
                List<Problem> rules = glance.rules();
                if (warnings.isEmpty() && rules.isEmpty()) {
                    glance.keep(settings.zone(), settings.log().level());
                }
                Optional<Duration> expires =
                        json ? Optional.of(settings.approval().expires()) : Optional.empty();
                yield new Read(
                        reader.read(expires).with(rules).with(warnings).with(TidingsGlance.of(vault)), settings.zone());
            }
            case SettingsFile.Loaded.Bad(List<Problem> problems) ->
                new Read(
                        reader.read(json ? Optional.of(USUAL) : Optional.empty())
                                .with(problems),
                        ZoneOffset.UTC);
        };
    }

    private static void welcome(Out out, Problem problem) {
        out.note("There is no vault here yet. [" + problem.code().id() + "]");
        out.note("");
        out.note("  agent demo        shows the whole thing in ten seconds, in a folder of its own");
        out.note("  agent init DIR    lays down a vault for you, also inside an Obsidian vault");
        out.note("");
        out.note("If you have one: cd into it, or name it with --vault DIR or AGENT_VAULT.");
    }
}
