package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.Code;
import dev.factotum.problem.Codes;
import dev.factotum.problem.CommandCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "doctor", description = "Check the machine, the vault and the settings, or explain an error code.")
final class Doctor extends AgentCommand {
    /** The worst outcome first. */
    private static final List<ExitCode> WORST = List.of(
            ExitCode.INTEGRITY, ExitCode.DISK, ExitCode.NOT_EXECUTOR, ExitCode.AUTH, ExitCode.USAGE, ExitCode.PROVIDER);

    @Parameters(arity = "0..*", paramLabel = "CODE", description = "Error codes such as E-PLAN-01.")
    private List<String> codes = new ArrayList<>();

    @Option(names = "--codes", description = "Explain every code there is.")
    private boolean all;

    @Option(
            names = "--fix",
            description =
                    "Mend what is safe: permissions, folders, ignore files, left-over temporary files, the reserve, the log's page.")
    private boolean fix;

    @Option(
            names = "--bundle",
            description = "Write a report to hand on: no message in it, secrets, titles and addresses blacked out.")
    private boolean bundle;

    @Option(
            names = "--online",
            description = "Ask each model of the settings one small question too. It costs a few tokens each.")
    private boolean online;

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        List<Code> wanted =
                all ? Codes.all() : codes.stream().map(Doctor::known).toList();
        if (wanted.isEmpty()) {
            return examine(session);
        }
        for (Code code : wanted) {
            explain(session.out(), code);
        }
        return ExitCode.DONE;
    }

    private ExitCode examine(Session session) throws IOException, InterruptedException {
        List<Check> checks = new Examination(session, fix, online).checks();
        Out out = session.out();
        Optional<Bundle.Written> report =
                bundle ? Optional.of(new Bundle(session, session.vault()).write(checks)) : Optional.empty();
        boolean ok = checks.stream().noneMatch(check -> check.state() == Check.State.PROBLEM);
        if (out.json()) {
            ObjectNode object = out.object("doctor").put("ok", ok);
            ArrayNode array = object.putArray("checks");
            checks.forEach(check -> check.json(array.addObject()));
            report.ifPresent(written -> {
                object.put("report", written.file().toString());
                written.inside().keySet().forEach(object.putArray("inside")::add);
            });
            out.print(object);
        } else {
            checks.forEach(check -> print(out, check));
            report.ifPresent(written -> print(out, written));
        }
        return checks.stream()
                .map(Check::exit)
                .filter(exit -> exit != ExitCode.DONE)
                .min(Comparator.comparingInt(exit -> WORST.contains(exit) ? WORST.indexOf(exit) : WORST.size()))
                .orElse(ExitCode.DONE);
    }

    private static void print(Out out, Bundle.Written report) {
        out.print("");
        out.print("A report was written; look through it before you hand it on. In it:");
        report.inside().forEach((name, about) -> out.print("  %-14s %s".formatted(name, about)));
        out.print("It holds no message and no plan; secrets, titles and addresses are blacked out.");
        out.whole("  " + Escape.terminal(report.file().toString()));
    }

    private static void print(Out out, Check check) {
        String state = switch (check.state()) {
            case OK -> Style.GREEN.of("ok     ");
            case NOTE -> Style.YELLOW.of("note   ");
            case PROBLEM -> Style.RED.of("problem");
        };
        int columns = out.width();
        String first = state + "  " + "%-12s".formatted(check.name()) + " ";
        String rest = " ".repeat(22);
        Wrapped.lines(Escape.terminal(check.words()).replace('\n', ' '), columns, first, rest)
                .forEach(out::print);
        if (!check.next().isEmpty()) {
            Wrapped.lines(Escape.terminal(check.next()).replace('\n', ' '), columns, rest + "→ ", rest + "  ")
                    .forEach(out::print);
        }
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
