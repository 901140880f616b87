package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.mcp.protocol.ToolInfo;
import dev.factotum.problem.McpCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.tool.Tool;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Vault;
import dev.factotum.world.DiskFailure;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code mcp.json} and the trust in what it names, read again when either file changed. Thread-safe. */
final class Register {
    private static final int LARGEST = 4 << 20;
    private static final int LARGEST_SCHEMA = 64 * 1024;

    private final Vault vault;
    private final TrustFile trust;
    private final ServerTool.Asking asking;
    private @Nullable State known;

    Register(Vault vault, ServerTool.Asking asking) {
        this.vault = vault;
        this.trust = new TrustFile(vault);
        this.asking = asking;
    }

    /**
     * Both files at one moment.
     *
     * @param tools of all servers, whether or not they can be called at present
     */
    record State(
            Optional<FileFacts> fileFacts,
            Optional<FileFacts> trustFacts,
            McpFile file,
            Map<ServerName, Pinned> pins,
            List<Tool> tools,
            List<Problem> problems) {
        /** Nobody is trusted by a file that nobody can read, and nothing else is the worse for it. */
        private static State unreadable(IOException why) {
            Problem problem = new Problem(
                    McpCode.BROKEN_FILE,
                    "mcp.json, or what is kept of the trust in it, cannot be read",
                    McpFile.NAME,
                    DiskFailure.words(why),
                    "Make it readable again; no server is used until then.");
            return new State(Optional.empty(), Optional.empty(), McpFile.EMPTY, Map.of(), List.of(), List.of(problem));
        }

        Standing standing(ServerSpec spec) {
            Pinned pinned = pins.get(spec.name());
            if (spec.off()) {
                return Standing.OFF;
            }
            return pinned == null ? Standing.NEVER : pinned.covers(spec) ? Standing.TRUSTED : Standing.CHANGED;
        }

        /** Why a tool of this pin may not be called. */
        Optional<Problem> barred(ServerName server, String tool, Digest pin) {
            ServerSpec spec = file.servers().get(server);
            Standing standing = spec == null ? Standing.NEVER : standing(spec);
            if (spec == null || standing != Standing.TRUSTED) {
                return Optional.of(Held.unready(server, standing));
            }
            if (spec.of(tool).off()) {
                return Optional.of(Held.changed(server, tool, "mcp.json has it off"));
            }
            Pinned pinned = pins.get(server);
            return Held.against(server, tool, pin, pinned == null ? List.of() : pinned.tools());
        }
    }

    private Path path() {
        return vault.root().resolve(McpFile.NAME);
    }

    /** Two looks at the disk where nothing changed. */
    synchronized State state() {
        try {
            Optional<FileFacts> fileFacts = vault.world().disk().facts(path());
            Optional<FileFacts> trustFacts = vault.world().disk().facts(trust.path());
            State before = known;
            if (before != null
                    && before.fileFacts().equals(fileFacts)
                    && before.trustFacts().equals(trustFacts)) {
                return before;
            }
            McpFile file = fileFacts.isPresent() ? McpFile.read(text()) : McpFile.EMPTY;
            State fresh = read(fileFacts, trustFacts, file, trustFacts.isPresent() ? trust.read() : Map.of());
            known = fresh;
            return fresh;
        } catch (IOException unreadable) {
            return State.unreadable(unreadable);
        }
    }

    private byte[] text() throws IOException {
        try {
            return vault.world().disk().read(path(), LARGEST);
        } catch (NoSuchFileException none) {
            return new byte[] {'{', '}'};
        }
    }

    private State read(
            Optional<FileFacts> fileFacts, Optional<FileFacts> trustFacts, McpFile file, Map<ServerName, Pinned> pins) {
        List<Tool> tools = new ArrayList<>();
        List<Problem> problems = new ArrayList<>(file.problems());
        State bare = new State(fileFacts, trustFacts, file, pins, List.of(), List.of());
        file.servers().values().stream()
                .sorted(Comparator.comparing(ServerSpec::name))
                .forEach(spec -> {
                    Standing standing = bare.standing(spec);
                    if (standing == Standing.NEVER || standing == Standing.CHANGED) {
                        problems.add(Held.unready(spec.name(), standing));
                    }
                    Pinned pinned = pins.get(spec.name());
                    if (pinned != null && standing != Standing.OFF) {
                        add(spec, pinned, tools, problems);
                    }
                });
        return new State(fileFacts, trustFacts, file, pins, List.copyOf(tools), List.copyOf(problems));
    }

    private void add(ServerSpec spec, Pinned pinned, List<Tool> tools, List<Problem> problems) {
        ToolNames names = ToolNames.of(spec.name(), pinned.tools());
        problems.addAll(names.problems());
        names.tools().forEach((id, info) -> {
            if (spec.of(info.name()).off()) {
                return;
            }
            if (SchemaFit.of(info.input()).toString().length() > LARGEST_SCHEMA) {
                problems.add(new Problem(
                        McpCode.UNUSABLE_TOOL,
                        "A tool of the server " + spec.name() + " cannot be offered",
                        "mcp " + spec.name() + " › " + info.name(),
                        "the schema of its arguments is larger than " + LARGEST_SCHEMA + " characters",
                        McpCode.UNUSABLE_TOOL.remedy()));
                return;
            }
            tools.add(new ServerTool(spec, id, info, asking));
        });
    }

    synchronized void add(ServerName name, ObjectNode entry) throws IOException {
        change(text -> McpFile.with(text, name.value(), entry));
    }

    synchronized void remove(ServerSpec spec) throws IOException {
        change(text -> McpFile.without(text, spec.written()));
        trust.remove(spec.name());
        known = null;
    }

    synchronized void trust(ServerSpec spec, List<ToolInfo> tools) throws IOException {
        String salt = vault.world().ids().ulid();
        List<ToolInfo> sorted =
                tools.stream().sorted(Comparator.comparing(ToolInfo::name)).toList();
        trust.put(spec.name(), new Pinned(vault.world().clock().instant(), salt, Pins.of(spec, salt), sorted));
        known = null;
    }

    /** A change of the file. */
    private interface Change {
        Optional<byte[]> of(byte[] text);
    }

    /** Over nothing that a person wrote meanwhile. */
    private void change(Change change) throws IOException {
        boolean there = vault.world().disk().facts(path()).isPresent();
        byte[] before = there ? text() : StrictJson.bytes(StrictJson.object());
        byte[] fresh = change.of(before)
                .orElseThrow(() -> new ProblemException(new Problem(
                        McpCode.BROKEN_FILE,
                        "mcp.json cannot be changed",
                        McpFile.NAME,
                        "it is no JSON object, or a name stands in it twice",
                        "Correct it by hand first.")));
        known = switch (there ? vault.files().replace(path(), before, fresh) : published(fresh)) {
            case DONE -> null;
            case CHANGED, GONE ->
                throw new ProblemException(new Problem(
                        McpCode.BROKEN_FILE,
                        "mcp.json was not changed",
                        McpFile.NAME,
                        "somebody else changed it at the same moment",
                        "Try again."));
        };
    }

    private dev.factotum.vault.SafeFiles.Replaced published(byte[] fresh) throws IOException {
        vault.files().publish(path(), fresh);
        return dev.factotum.vault.SafeFiles.Replaced.DONE;
    }
}
