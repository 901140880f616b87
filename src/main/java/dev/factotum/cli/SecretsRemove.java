package dev.factotum.cli;

import dev.factotum.problem.CommandCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Forget a secret.")
final class SecretsRemove extends AgentCommand {
    @Parameters(paramLabel = "NAME", description = "As agent secrets lists it.")
    private String name = "";

    @Option(names = "--force", description = "Also one that this vault uses.")
    private boolean force;

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        SecretDesk desk = SecretDesk.open(session, false);
        SecretsRotate.known(desk, name);
        List<String> uses = desk.uses().getOrDefault(name, List.of());
        if (!uses.isEmpty() && !force && !agreed(session, uses)) {
            session.out().print("Nothing was removed.");
            return ExitCode.DONE;
        }
        desk.store().remove(name);
        desk.record("secret", name + ": removed");
        Out out = session.out();
        if (out.json()) {
            out.print(out.object("secret").put("removed", name));
        } else {
            out.print("Removed " + Style.BOLD.of(name)
                    + ". It still holds where it came from until you take it back there.");
        }
        return ExitCode.DONE;
    }

    private boolean agreed(Session session, List<String> uses) throws IOException {
        String places = String.join(", ", uses);
        if (!session.interactive()) {
            throw new ProblemException(new Problem(
                    CommandCode.NEEDS_INPUT,
                    "The secret “" + name + "” is in use; nothing was removed.",
                    places,
                    "what names it there would find none",
                    "Take it out there first, or give --force."));
        }
        return Confirm.ask(
                session, "“" + name + "” is used in " + places + ". Remove it all the same?", "Give --force.");
    }
}
