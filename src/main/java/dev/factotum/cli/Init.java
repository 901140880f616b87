package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.AuditLog;
import dev.factotum.cli.Founding.Founded;
import dev.factotum.problem.ExitCode;
import dev.factotum.skill.SkillBook;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "init",
        description = "Lay down a vault here or in DIR, also inside an Obsidian vault.",
        footer = {"", "Files that stand there already are left as they are."})
final class Init extends AgentCommand {
    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The folder; made where it is missing.")
    private @Nullable String folder;

    @Option(names = "--dry-run", description = "Say what would be laid down, and lay down nothing.")
    private boolean dryRun;

    @Override
    protected ExitCode run(Session session) throws IOException {
        Path root = session.here().resolve(folder == null ? "" : folder).normalize();
        if (dryRun) {
            would(session.out(), root, Founding.outlook(session.world(), root));
            return ExitCode.DONE;
        }
        ZoneId zone = zone();
        Founded founded = Founding.found(session.world(), root, zone);
        session.opened(founded.vault());
        if (founded.fresh()) {
            record(session, founded, zone);
            trust(founded);
        }
        if (session.out().json()) {
            session.out().print(json(session.out(), founded));
        } else {
            say(session, founded, zone);
        }
        return ExitCode.DONE;
    }

    /** Skills that are to the byte those of the program are trusted: the person runs it already. */
    static void trust(Founded founded) throws IOException {
        Vault vault = founded.vault();
        try (Tooling tooling = Tooling.of(vault)) {
            for (SkillBook.Shelved one : tooling.skills().all()) {
                Map<String, byte[]> packaged = packaged(one.place() + "/");
                if (one.skill()
                        .filter(skill -> skill.digest().equals(SkillBook.digest(packaged)))
                        .isPresent()) {
                    tooling.skills()
                            .trust(one.skill().get(), vault.world().processes().user());
                }
            }
        }
    }

    private static Map<String, byte[]> packaged(String folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : VaultTemplate.files()) {
            if (name.startsWith(folder)) {
                files.put(name.substring(folder.length()), VaultTemplate.file(name));
            }
        }
        return files;
    }

    /** The system's zone where it has a name that other systems know. */
    static ZoneId zone() {
        ZoneId system = ZoneId.systemDefault();
        return ZoneId.getAvailableZoneIds().contains(system.getId()) ? system : ZoneId.of("UTC");
    }

    static void record(Session session, Founded founded, ZoneId zone) throws IOException {
        try (AuditLog audit = new AuditLog(founded.vault(), zone)) {
            audit.append(List.of(AuditEvent.ofVault(
                    session.world().clock().instant(),
                    "init",
                    session.world().processes().user(),
                    founded.written().size() + " files laid down")));
        }
    }

    private static void would(Out out, Path root, Founding.Outlook outlook) {
        if (out.json()) {
            ObjectNode object = out.object("init")
                    .put("dryRun", true)
                    .put("vault", root.toString())
                    .put("created", outlook.fresh())
                    .put("files", outlook.written().size());
            outlook.kept().forEach(object.putArray("kept")::add);
            out.print(object);
        } else if (!outlook.fresh()) {
            out.print("A vault stands in " + root + " already. Nothing would be changed.");
        } else {
            out.print("Would lay down a vault in " + Style.BOLD.of(root.toString()) + ": "
                    + outlook.written().size() + " files.");
            if (!outlook.kept().isEmpty()) {
                out.print("  Would be left as they are: " + String.join(", ", outlook.kept()) + ".");
            }
        }
    }

    private static void say(Session session, Founded founded, ZoneId zone) {
        Out out = session.out();
        Path root = founded.vault().root();
        if (!founded.fresh()) {
            out.print("A vault stands in " + root + " already. Nothing was changed.");
            next(session, root);
            return;
        }
        out.print(Style.GREEN.of("✓") + " A vault stands in " + Style.BOLD.of(root.toString()) + ": "
                + founded.written().size() + " files; times are meant in "
                + (zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId()) + ".");
        if (founded.among()) {
            String added = "Added, beside what was there: " + String.join(", ", added(founded.written())) + ".";
            Wrapped.lines(added, out.width(), "  ", "    ").forEach(out::print);
        }
        if (!founded.kept().isEmpty()) {
            out.print("  Left as they were: " + String.join(", ", founded.kept()) + ".");
            out.print("  Ours stand in .agent/template to compare.");
        }
        if (founded.kept().contains(".gitignore")) {
            out.print("  " + Style.YELLOW.of("Look:")
                    + " your .gitignore does not keep mail and attachments out of git.");
        } else if (!founded.uncovered().isEmpty()) {
            out.print("  " + Style.YELLOW.of("Look:") + " git sees " + String.join(", ", founded.uncovered())
                    + " as before: the .gitignore leaves out only what is new here.");
        }
        if (founded.obsidian()) {
            out.print("  In Obsidian: Settings, Appearance, CSS snippets: switch on factotum.");
        }
        founded.lying()
                .forEach((stage, count) -> out.print("  " + Style.YELLOW.of("Look:") + " " + stage.folder()
                        + " holds " + count + (count == 1 ? " file" : " files")
                        + " of yours. The agent will take up what lies there; move away what is not meant for it."));
        next(session, root);
    }

    /** Folders with how many files they got, then single files. */
    private static List<String> added(List<String> files) {
        Map<String, Long> counts =
                files.stream().collect(Collectors.groupingBy(Init::first, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(one -> one.getKey().endsWith("/")
                        ? one.getKey() + " (" + one.getValue() + (one.getValue() == 1 ? " file)" : " files)")
                        : one.getKey())
                .toList();
    }

    private static String first(String file) {
        int slash = file.indexOf('/');
        return slash < 0 ? file : file.substring(0, slash + 1);
    }

    private static void next(Session session, Path root) {
        Out out = session.out();
        boolean here = session.here().equals(root);
        out.print("");
        out.print("Next:");
        if (!here) {
            out.print("  cd " + quoted(session.here(), root));
        }
        String agent = session.command();
        out.print("  " + agent + " add \"Post about our winter opening hours on X and LinkedIn\"");
        out.print("  " + agent + " watch      "
                + Style.DIM.of("takes up what you drop in Inbox; Start here.md tells the rest"));
        session.shorter().ifPresent(line -> out.whole("  " + line));
    }

    /** A path as a shell takes it, short where it is below. */
    static String quoted(Path here, Path path) {
        String shown = path.startsWith(here) ? here.relativize(path).toString() : path.toString();
        return shown.matches("[A-Za-z0-9_./@%+=:,-]+") ? shown : "'" + shown.replace("'", "'\\''") + "'";
    }

    private static ObjectNode json(Out out, Founded founded) {
        ObjectNode object = out.object("init")
                .put("dryRun", false)
                .put("vault", founded.vault().root().toString())
                .put("id", founded.vault().id())
                .put("created", founded.fresh())
                .put("files", founded.written().size());
        founded.kept().forEach(object.putArray("kept")::add);
        Map<String, Integer> lying = founded.lying().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().folder(), Map.Entry<Stage, Integer>::getValue));
        lying.forEach(object.putObject("lying")::put);
        return object;
    }
}
