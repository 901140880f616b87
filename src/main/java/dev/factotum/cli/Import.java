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
        JsonNode persona = read(session);
        byte[] note = PersonaImport.note(persona).getBytes(StandardCharsets.UTF_8);
        String target = target(vault);
        vault.files().write(vault.root().resolve(target), note);
        Out out = session.out();
        if (out.json()) {
            out.print(out.object("import").put("file", target));
        } else {
            out.print("Written: " + Escape.terminal(target) + ". Read it: it is what every draft is written after.");
        }
        return ExitCode.DONE;
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
