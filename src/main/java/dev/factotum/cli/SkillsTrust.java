package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.SkillCode;
import dev.factotum.skill.Skill;
import dev.factotum.skill.SkillBook.Shelved;
import dev.factotum.skill.SkillBook.Standing;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "trust",
        description = "Let a skill be used on this machine, exactly as its files are now; a change ends it.")
final class SkillsTrust extends AgentCommand {
    @Parameters(paramLabel = "NAME", description = "The skill's name, as agent skills lists it.")
    private String name = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        try (Tooling tooling = Tooling.of(session, session.vault())) {
            Shelved one = Skills.find(tooling.skills(), name);
            Out out = session.out();
            if (one.skill().isEmpty()) {
                throw new ProblemException(new Problem(
                        SkillCode.UNREADABLE,
                        "It cannot be trusted.",
                        one.place(),
                        one.reason(),
                        SkillCode.UNREADABLE.remedy()));
            }
            Skill skill = one.skill().get();
            if (!out.json()) {
                Skills.tell(out, one, tooling.skills());
                out.print("");
            }
            boolean already = one.standing() == Standing.TRUSTED;
            if (!already && !yes && !Confirm.ask(session, "Trust it as it is now?", "--yes")) {
                out.note("Nothing was changed.");
                return ExitCode.DONE;
            }
            if (!already && !tooling.trust(session, skill)) {
                throw Tooling.busy(one.place());
            }
            if (out.json()) {
                out.print(out.object("skill_trust")
                        .put("name", skill.name())
                        .put("digest", skill.digest().hex()));
            } else {
                out.print(already ? "It is trusted already." : Style.GREEN.of("✓") + " Trusted. " + from(skill));
            }
        }
        return ExitCode.DONE;
    }

    /** What happens from now on. */
    private static String from(Skill skill) {
        if (skill.watching().isPresent()) {
            return "agent watch and agent run ask it for news every "
                    + skill.watching().get().every().toMinutes() + " min.";
        }
        return skill.script().isPresent()
                ? "Steps may use it once a person approves them."
                : "Planners may read it from now on.";
    }
}
