package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.Version;
import dev.factotum.problem.Code;
import dev.factotum.problem.Codes;
import dev.factotum.problem.CommandCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "doctor", description = "Explain an error code, or say what the agent runs on.")
final class Doctor extends AgentCommand {
    @Parameters(arity = "0..*", paramLabel = "CODE", description = "Error codes such as E-PLAN-01.")
    private List<String> codes = new ArrayList<>();

    @Option(names = "--codes", description = "Explain every code there is.")
    private boolean all;

    @Override
    protected ExitCode run(Session session) {
        List<Code> wanted =
                all ? Codes.all() : codes.stream().map(Doctor::known).toList();
        if (wanted.isEmpty()) {
            session.out().print(Version.LINE + " on Java " + Runtime.version());
            return ExitCode.DONE;
        }
        for (Code code : wanted) {
            explain(session.out(), code);
        }
        return ExitCode.DONE;
    }

    private static void explain(Out out, Code code) {
        if (out.json()) {
            ObjectNode object = out.object("code")
                    .put("code", code.id())
                    .put("meaning", code.meaning())
                    .put("next", code.remedy())
                    .put("exit", code.exit().value());
            out.print(object);
        } else {
            out.print(Style.BOLD.of(code.id()) + "  " + code.meaning());
            out.print("  next: " + code.remedy());
            out.print("  exit: " + code.exit().value() + ", " + code.exit().meaning());
        }
    }

    private static Code known(String id) {
        return Codes.find(id)
                .orElseThrow(() -> new ProblemException(new Problem(
                        CommandCode.NO_SUCH_CODE,
                        CommandCode.NO_SUCH_CODE.meaning(),
                        id,
                        "no family of codes holds it",
                        CommandCode.NO_SUCH_CODE.remedy())));
    }
}
