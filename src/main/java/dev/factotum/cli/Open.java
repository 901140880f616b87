package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "open", description = "Open the vault, or one matter, in Obsidian; prints where it stands.")
final class Open extends AgentCommand {
    @Parameters(arity = "0..1", paramLabel = "MATTER", description = "An id, @1, a title or a part of one.")
    private @Nullable String matter;

    @Override
    protected ExitCode run(Session session) throws IOException {
        Vault vault = session.vault();
        Path file = matter == null
                ? vault.root().resolve("Dashboard.md")
                : new MatterFinder(vault, session.here()).one(matter).path();
        String uri = uri(file);
        Out out = session.out();
        if (out.json()) {
            out.print(out.object("open").put("file", file.toString()).put("uri", uri));
        } else {
            out.whole(file.toString());
            out.whole(uri);
        }
        if (session.interactive() && !new Opening(session.world()).open(uri)) {
            out.note("Nothing on this machine opens such an address; the path above is the file.");
        }
        return ExitCode.DONE;
    }

    /** Obsidian finds the vault by the file's path. */
    static String uri(Path file) {
        return "obsidian://open?path="
                + URLEncoder.encode(file.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
