package dev.factotum.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factotum.crew.PersonaImport;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.CommandCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileTooLargeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "import", description = "Take over a persona.json: it becomes Persona.md, or a client's voice.")
final class Import extends AgentCommand {
    private static final int LIMIT = 1 << 20;

    @Parameters(paramLabel = "FILE", description = "A persona.json or a character file; - for standard input.")
    private String file = "";

    @Option(names = "--client", paramLabel = "NAME", description = "Whose voice it is; the house's without it.")
    private String client = "";

    @Override
    protected ExitCode run(Session session) throws IOException {
        Vault vault = session.vault();
        String target = target(vault);
        JsonNode persona = read(session);
        PersonaImport.Imported imported = PersonaImport.of(persona);
        if (imported.says() == 0) {
            throw unusable(
                    imported.leftOut() == 0 ? "it says nothing" : "it says nothing but secrets, and those are left out",
                    "Give a file with a name, a bio, a style or examples.");
        }
        write(vault, target, imported.note().getBytes(StandardCharsets.UTF_8));
        Out out = session.out();
        boolean used = target.equals(voice());
        if (out.json()) {
            out.print(out.object("import").put("file", target).put("used", used).put("leftOut", imported.leftOut()));
            return ExitCode.DONE;
        }
        out.print("Written: " + Escape.terminal(target) + ". "
                + (used
                        ? "Read it: it is what " + (client.isEmpty() ? "every draft" : "every draft for this client")
                                + " is written after."
                        : Escape.terminal(voice()) + " is yours and stays what drafts are written after: take over from"
                                + " this one what you want to keep, then delete it."));
        if (imported.leftOut() > 0) {
            out.print(imported.leftOut() + (imported.leftOut() == 1 ? " value was" : " values were")
                    + " left out: secrets, or what looks like one. Keys belong to models.providers in agent.yaml, as"
                    + " env: or file:.");
        }
        return ExitCode.DONE;
    }

    /** What stood there is kept for a while, as after every change of ours. */
    private static void write(Vault vault, String target, byte[] note) throws IOException {
        Path path = vault.root().resolve(target);
        if (vault.world().disk().facts(path).isEmpty()) {
            vault.files().publish(path, note);
        } else {
            SafeFiles.Replaced replaced = vault.files().replace(path, VaultTemplate.file("Persona.md"), note);
            if (replaced != SafeFiles.Replaced.DONE) {
                throw new ProblemException(new Problem(
                        CommandCode.USAGE,
                        "Nothing was imported.",
                        target,
                        "it was changed at this very moment",
                        "Look at it, then run the same command again."));
            }
        }
    }

    private String voice() {
        return client.isEmpty() ? "Persona.md" : "Clients/" + client + "/Client.md";
    }

    private JsonNode read(Session session) throws IOException {
        byte[] bytes;
        try {
            bytes = file.equals("-")
                    ? session.standardInput(LIMIT)
                    : session.world().disk().read(session.here().resolve(file), LIMIT);
        } catch (NoSuchFileException missing) {
            throw unusable("there is no such file", "Give the path of a persona.json.");
        } catch (FileTooLargeException large) {
            throw unusable("it has more than " + LIMIT + " bytes", "A persona.json is a few pages of text.");
        } catch (InvalidPathException | FileSystemException noFile) {
            throw unusable("it is no file that can be read", "Give the path of a persona.json.");
        }
        try {
            JsonNode json = new JsonMapper().readTree(bytes);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException noJson) {
            throw unusable(
                    noJson.getLocation() == null
                            ? "it is nested too deep"
                            : "it is no JSON: line " + noJson.getLocation().getLineNr(),
                    "Mend it, then import it again.");
        }
        throw unusable("it is no JSON object", "A persona.json begins with { and ends with }.");
    }

    private ProblemException unusable(String why, String next) {
        return new ProblemException(new Problem(CommandCode.USAGE, "This cannot be imported.", file, why, next));
    }

    /** What a person has written stays: an import then stands beside it. */
    private String target(Vault vault) throws IOException {
        String folder = "";
        String name = "Persona";
        if (!client.isEmpty()) {
            if (client.isBlank() || client.startsWith(".") || client.contains("/") || client.contains("\\")) {
                throw usage("--client takes a client's name, not a path.");
            }
            folder = "Clients/" + client + "/";
            name = "Client";
        }
        for (int number = 1; ; number++) {
            String target = folder + name
                    + (number == 1 ? "" : number == 2 ? " (imported)" : " (imported " + (number - 1) + ")") + ".md";
            if (free(vault, target)) {
                return target;
            }
        }
    }

    private static boolean free(Vault vault, String target) throws IOException {
        Path path = vault.root().resolve(target);
        if (vault.world().disk().facts(path).isEmpty()) {
            return true;
        }
        return target.equals("Persona.md")
                && Arrays.equals(vault.world().disk().read(path, LIMIT), VaultTemplate.file("Persona.md"));
    }
}
