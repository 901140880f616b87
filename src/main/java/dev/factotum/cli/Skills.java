package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.CommandCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.skill.Script;
import dev.factotum.skill.Skill;
import dev.factotum.skill.SkillBook;
import dev.factotum.skill.SkillBook.Shelved;
import dev.factotum.skill.SkillBook.Standing;
import dev.factotum.tool.Effect;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "skills",
        description = "What the agent can do beyond its channels: list, show, make, test, trust and disable skills.",
        footer = {
            "",
            "A skill is a folder in Skills/ (or .claude/skills, .qwen/skills) with a SKILL.md: its front matter holds name,",
            "description and allowed-tools (what a plan made with it may use). What runs is said under metadata:",
            "  factotum.run       program and arguments, parted by blanks, such as python3 scripts/run.py",
            "  factotum.effect    read, keyed, verifiable or unverifiable (the usual one): what may be done in doubt",
            "  factotum.risk      low, normal or high (the usual one); at least",
            "  factotum.outward   yes (the usual one) or no: whether it shows outside the vault",
            "  factotum.network   yes or no (the usual one)",
            "  factotum.secrets   NAME=secret:x OTHER=env:Y: variables that it gets, and no others",
            "  factotum.timeout   such as 30s; 60s where nothing is said, 10m at most",
            "  factotum.watch     what is asked for news, factotum.every how often (15m)",
            "What it takes stands in a fence 'yaml schema', what it answers in 'yaml result'. It gets JSON on its standard",
            "input and prints {\"success\": true, \"data\": {...}} or {\"success\": false, \"error\": \"why\"}. In data, receipt (or",
            "text) is what the note shows, files are the names of files that it made."
        },
        subcommands = {SkillsShow.class, SkillsNew.class, SkillsTesting.class, SkillsTrust.class, SkillsDisable.class})
final class Skills extends AgentCommand {
    @Override
    protected ExitCode run(Session session) throws IOException {
        try (Tooling tooling = Tooling.of(session, session.vault())) {
            List<Shelved> all = tooling.skills().all();
            Out out = session.out();
            if (out.json()) {
                ObjectNode object = out.object("skills");
                ArrayNode list = object.putArray("skills");
                all.forEach(one -> json(list.addObject(), one));
                StatusJson.problems(
                        object.putArray("problems"), tooling.skills().problems());
                out.print(object);
                return ExitCode.DONE;
            }
            int longest =
                    all.stream().mapToInt(one -> one.name().length()).max().orElse(0);
            for (Shelved one : all) {
                out.print(Style.BOLD.of(Escape.terminal(one.name()))
                        + " ".repeat(longest - one.name().length() + 2)
                        + padded(one.standing())
                        + Escape.terminal(one.skill().map(Skill::description).orElse(one.reason())));
            }
            tooling.skills().problems().forEach(out::problem);
            if (all.isEmpty()) {
                out.print("No skills. Put a folder with a SKILL.md into Skills/, or start one: agent skills new NAME");
            }
        }
        return ExitCode.DONE;
    }

    private static String padded(Standing standing) {
        String word = word(standing);
        return Style.DIM.of(word) + " ".repeat(12 - word.length());
    }

    static String word(Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }

    static void json(ObjectNode object, Shelved one) {
        object.put("name", one.name()).put("place", one.place()).put("standing", word(one.standing()));
        if (one.skill().isEmpty()) {
            object.put("reason", one.reason());
            return;
        }
        Skill skill = one.skill().get();
        object.put("description", skill.description())
                .put("digest", skill.digest().hex());
        skill.script().ifPresent(script -> {
            ObjectNode json = object.putObject("script").put("id", skill.id());
            script.command().forEach(json.putArray("command")::add);
            json.put("effect", effect(script)).put("risk", script.risk().name().toLowerCase(Locale.ROOT));
            json.put("outward", script.outward()).put("network", script.network());
            ObjectNode secrets = json.putObject("secrets");
            script.secrets().forEach(secrets::put);
        });
        skill.watching().ifPresent(watching -> {
            object.put("watch", String.join(" ", watching.command()))
                    .put("every", watching.every().toString())
                    .put("watchNetwork", watching.network());
            ObjectNode secrets = object.putObject("watchSecrets");
            watching.secrets().forEach(secrets::put);
        });
        skill.oddities().forEach(object.putArray("oddities")::add);
    }

    static String effect(Script script) {
        return switch (script.effect()) {
            case Effect.Read _ -> "read";
            case Effect.Keyed _ -> "keyed";
            case Effect.Verifiable _ -> "verifiable";
            case Effect.Unverifiable _ -> "unverifiable";
        };
    }

    /** Throws E-COMMAND-01 where there is none of this name. */
    static Shelved find(SkillBook book, String name) throws IOException {
        return book.find(name)
                .orElseThrow(() -> new ProblemException(new Problem(
                        CommandCode.USAGE,
                        "There is no skill “" + Escape.terminal(name) + "”.",
                        "Skills/",
                        "no folder there has this name",
                        "agent skills lists them.")));
    }

    private static void reach(Out out, boolean network, Map<String, String> secrets) {
        out.print("Network:   " + (network ? "yes" : "no"));
        out.print("Secrets:   "
                + (secrets.isEmpty()
                        ? "none"
                        : Escape.terminal(String.join(
                                ", ",
                                secrets.entrySet().stream()
                                        .map(entry -> entry.getKey() + " from " + entry.getValue())
                                        .sorted()
                                        .toList()))));
    }

    /** What a person must know before they trust it. */
    static void tell(Out out, Shelved one, SkillBook book) throws InterruptedException {
        out.print(Style.BOLD.of(Escape.terminal(one.name())) + "  " + word(one.standing()) + "  "
                + Style.DIM.of(Escape.terminal(one.place())));
        if (one.skill().isEmpty()) {
            out.print("Cannot be used: " + Escape.terminal(one.reason()));
            return;
        }
        Skill skill = one.skill().get();
        out.print(Escape.terminal(skill.description()));
        out.print("");
        skill.allowed()
                .ifPresent(tools -> out.print("Allows:    "
                        + (tools.isEmpty() ? "no tool" : Escape.terminal(String.join(" ", tools)))
                        + ": a plan made with it may use nothing else"));
        if (skill.script().isEmpty() && skill.watching().isEmpty()) {
            out.print("Runs:      nothing; it is instructions for the planner");
        }
        skill.script().ifPresent(script -> {
            out.whole("Runs:      " + Escape.terminal(String.join(" ", script.command())));
            out.print("Step:      " + skill.id() + " · risk at least "
                    + script.risk().name().toLowerCase(Locale.ROOT) + " · " + effect(script)
                    + (script.outward() ? " · outward" : " · stays here"));
            reach(out, script.network(), script.secrets());
        });
        skill.watching()
                .ifPresent(watching -> out.whole("Watches:   " + Escape.terminal(String.join(" ", watching.command()))
                        + " every " + watching.every().toMinutes() + " min"));
        skill.watching()
                .filter(watching -> skill.script().isEmpty())
                .ifPresent(watching -> reach(out, watching.network(), watching.secrets()));
        if (skill.script().isPresent() || skill.watching().isPresent()) {
            out.print("Shut in:   "
                    + (book.confinement().there()
                            ? "yes: it sees its own files, a scratch folder and the system's programs"
                            : "no: bubblewrap is not there, so it can do whatever you can do on this machine"));
        }
        out.print("Files:     sha256 " + skill.digest());
        skill.oddities().forEach(odd -> out.print("Note:      " + Escape.terminal(odd)));
    }
}
