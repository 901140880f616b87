package dev.factotum.cli;

import dev.factotum.problem.AuthCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.secret.Kept;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "rotate", description = "Put a new value in the place of an old one.")
final class SecretsRotate extends AgentCommand {
    @Parameters(paramLabel = "NAME", description = "As agent secrets lists it.")
    private String name = "";

    @Option(names = "--stdin", description = "Take the value from standard input.")
    private boolean piped;

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        SecretDesk desk = SecretDesk.open(session, false);
        Kept before = known(desk, name);
        String value = desk.value(piped, "The new value of “" + name + "” (not shown):");
        Kept kept = desk.store().put(name, value, Optional.empty());
        long days = before.days(session.world().clock().instant());
        desk.record("secret", name + ": changed after " + days + (days == 1 ? " day" : " days"));
        SecretsSet.tell(session, desk, kept, "Changed");
        session.out().note("Take the old value back where it came from, if that was not done by itself.");
        return ExitCode.DONE;
    }

    /** Throws E-AUTH-01 where there is none of this name. */
    static Kept known(SecretDesk desk, String name) throws IOException {
        return desk.store().list().stream()
                .filter(kept -> kept.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(new Problem(
                        AuthCode.NO_SECRET,
                        "There is no secret “" + name + "”.",
                        "",
                        "none of this name is kept on this machine",
                        "agent secrets lists them; agent secrets set " + name + " keeps one.")));
    }
}
