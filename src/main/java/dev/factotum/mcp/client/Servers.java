package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.http.Http;
import dev.factotum.mcp.protocol.Method;
import dev.factotum.mcp.protocol.ToolInfo;
import dev.factotum.problem.McpCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.secret.Secrets;
import dev.factotum.tool.Call;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Tool;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.ToolSource;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Vault;
import dev.factotum.world.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The servers of a vault. What they offer is known from what a person trusted; none is started before it is needed, and
 * none that is not trusted. Right before each call the tool is held against what was trusted. Thread-safe.
 */
public final class Servers implements ToolSource, AutoCloseable {
    private static final Duration LEAST = Duration.ofMillis(1);

    private final Clock clock;
    private final Register register;
    private final Opener opener;
    private final Map<ServerName, Keeper> keepers = new TreeMap<>();
    private boolean closed;

    /** @param conceal takes each secret before it is used, as the program's log does */
    public Servers(Vault vault, Http http, Secrets secrets, Consumer<String> conceal) {
        this(vault, new Opener(vault, http, secrets, conceal, Opener.LONGEST));
    }

    Servers(Vault vault, Opener opener) {
        this.clock = vault.world().clock();
        this.opener = opener;
        this.register = new Register(vault, new Ways());
    }

    @Override
    public List<Tool> tools() {
        return register.state().tools();
    }

    @Override
    public Optional<String> absent(String id) {
        String[] parts = id.split("\\.", 3);
        if (!parts[0].equals("mcp") || parts.length < 2) {
            return Optional.empty();
        }
        return all().stream()
                .filter(spec -> spec.name().value().equals(parts[1]))
                .findFirst()
                .map(spec -> standing(spec) == Standing.TRUSTED
                        ? "The server " + parts[1] + " has no such tool: agent mcp list --tools says which it has."
                        : "The server " + parts[1] + " is " + standing(spec).words() + ": agent mcp trust " + parts[1]);
    }

    /** What is wrong with the servers, as far as is known without starting any. */
    public List<Problem> problems() {
        Register.State state = register.state();
        List<Problem> problems = new ArrayList<>(state.problems());
        state.pins()
                .forEach((name, pinned) -> seen(name).ifPresent(present -> {
                    pinned.tools()
                            .forEach(tool -> Held.against(name, tool.name(), Pins.of(tool), present)
                                    .ifPresent(problems::add));
                    present.stream()
                            .filter(tool -> pinned.tool(tool.name()).isEmpty())
                            .forEach(tool -> problems.add(Held.changed(
                                    name, Told.brief(tool.name()), "it is new since the server was trusted")));
                }));
        return problems;
    }

    private Optional<List<ToolInfo>> seen(ServerName name) {
        synchronized (keepers) {
            return Optional.ofNullable(keepers.get(name)).flatMap(Keeper::seen);
        }
    }

    /** Those in {@code mcp.json}, sorted by name. */
    public List<ServerSpec> all() {
        return register.state().file().servers().values().stream()
                .sorted(Comparator.comparing(ServerSpec::name))
                .toList();
    }

    /** Throws E-MCP-02 where {@code mcp.json} has none of this name. */
    public ServerSpec named(String written) {
        return ServerName.of(written)
                .flatMap(name ->
                        Optional.ofNullable(register.state().file().servers().get(name)))
                .orElseThrow(() -> new ProblemException(new Problem(
                        McpCode.UNKNOWN,
                        "There is no server “" + Told.brief(written) + "”.",
                        McpFile.NAME,
                        register.state().file().servers().isEmpty()
                                ? "it names no server that can be used"
                                : "there are "
                                        + String.join(
                                                ", ",
                                                all().stream()
                                                        .map(spec -> spec.name().value())
                                                        .toList()),
                        "agent mcp list shows them; agent mcp add NAME adds one.")));
    }

    public Standing standing(ServerSpec spec) {
        return register.state().standing(spec);
    }

    /** The tools of a server as a person trusted them; none where nobody did. */
    public List<ToolInfo> trusted(ServerName name) {
        return Optional.ofNullable(register.state().pins().get(name))
                .map(Pinned::tools)
                .orElse(List.of());
    }

    /** The trusted tools of a server that can be planned, by their names with the server. */
    public Optional<Tool> tool(ServerSpec spec, String name) {
        String id = ToolNames.id(spec.name(), name).value();
        return tools().stream().filter(tool -> tool.id().value().equals(id)).findFirst();
    }

    /** Puts a server into {@code mcp.json}, in place of the one of this name. */
    public void add(ServerName name, ObjectNode entry) throws java.io.IOException {
        register.add(name, entry);
    }

    /** Takes a server out of {@code mcp.json}, and the trust in it away. */
    public void remove(ServerSpec spec) throws java.io.IOException {
        register.remove(spec);
        close(spec.name());
    }

    /** From now on this server is started, and these of its tools are called, as they are. */
    public void trust(ServerSpec spec, List<ToolInfo> tools) throws java.io.IOException {
        register.trust(spec, tools);
    }

    /** @param greeting what it calls itself */
    public record Met(String greeting, String revision, List<ToolInfo> tools) {
        public Met {
            tools = List.copyOf(tools);
        }
    }

    /** Starts a server although nobody trusts it yet, because a person who saw its command said so, and asks for its tools. */
    public Met meet(ServerSpec spec) throws InterruptedException {
        Keeper keeper = keeper(spec);
        Session session = up(keeper);
        return switch (keeper.tools(session, spec.timeout())) {
            case Keeper.Tools.Present(List<ToolInfo> tools) ->
                new Met(session.greeting(), session.revision().date(), tools);
            case Keeper.Tools.Failed(ToolError error) -> throw failed(spec, error);
        };
    }

    /** The entries of a list of a trusted server. */
    public List<JsonNode> list(ServerSpec spec, String method, String key) throws InterruptedException {
        refuseUnready(spec);
        return switch (up(keeper(spec)).list(method, key, spec.timeout())) {
            case Session.Listed.All(List<JsonNode> entries) -> entries;
            case Session.Listed.Failed(ToolError error) -> throw failed(spec, error);
        };
    }

    /** Asks a trusted server for something that changes nothing. */
    public ObjectNode ask(ServerSpec spec, String method, ObjectNode params) throws InterruptedException {
        if (method.equals(Method.TOOLS_CALL)) {
            throw new IllegalArgumentException("tools are called by plans only");
        }
        refuseUnready(spec);
        Exchange exchange = up(keeper(spec)).ask(method, params, spec.timeout());
        if (exchange instanceof Exchange.Answered(ObjectNode result)) {
            return result;
        }
        throw failed(spec, new ToolError.Validation(Session.words(exchange)));
    }

    private void refuseUnready(ServerSpec spec) {
        Standing standing = standing(spec);
        if (standing != Standing.TRUSTED) {
            throw new ProblemException(Held.unready(spec.name(), standing));
        }
    }

    private Session up(Keeper keeper) throws InterruptedException {
        return switch (keeper.up(keeper.spec().timeout())) {
            case Session.Begun.Known(Session session) -> session;
            case Session.Begun.Failed(ToolError error) ->
                throw keeper.down().map(ProblemException::new).orElseGet(() -> failed(keeper.spec(), error));
        };
    }

    private static ProblemException failed(ServerSpec spec, ToolError error) {
        McpCode code = switch (error) {
            case ToolError.Auth _ -> McpCode.LOGIN;
            case ToolError.Validation _, ToolError.NotFound _, ToolError.ContentPolicy _, ToolError.Duplicate _ ->
                McpCode.REFUSED;
            case ToolError.Transient _,
                    ToolError.RateLimited _,
                    ToolError.Quota _,
                    ToolError.Permission _,
                    ToolError.VersionSunset _ -> McpCode.NOT_STARTED;
        };
        return new ProblemException(new Problem(
                code,
                code == McpCode.NOT_STARTED
                        ? "The server " + spec.name() + " does not come up"
                        : "The server " + spec.name() + " gives no answer to use",
                McpFile.NAME + " › " + spec.name(),
                error.message(),
                code.remedy()));
    }

    /** The way of the tools to their servers. */
    private final class Ways implements ServerTool.Asking {
        @Override
        public Optional<Problem> barred(ServerName server, String tool, Digest pin) {
            Optional<Problem> standing = register.state().barred(server, tool, pin);
            return standing.isPresent()
                    ? standing
                    : seen(server).flatMap(present -> Held.against(server, tool, pin, present));
        }

        @Override
        public Outcome call(ServerName server, ToolInfo tool, Digest pin, boolean reads, Call call)
                throws InterruptedException {
            Register.State state = register.state();
            Optional<Problem> barred = state.barred(server, tool.name(), pin);
            ServerSpec spec = state.file().servers().get(server);
            if (barred.isPresent() || spec == null) {
                return refused(barred.orElseGet(() -> Held.unready(server, Standing.NEVER)));
            }
            Instant deadline = earlier(call.deadline(), clock.instant().plus(spec.timeout()));
            return call(keeper(spec), server, tool, pin, reads, call, deadline, true);
        }

        /** @param again true where a session that turns out to be over may be begun anew: nothing was called in it yet */
        private Outcome call(
                Keeper keeper,
                ServerName server,
                ToolInfo tool,
                Digest pin,
                boolean reads,
                Call call,
                Instant deadline,
                boolean again)
                throws InterruptedException {
            return switch (keeper.up(left(deadline))) {
                case Session.Begun.Failed(ToolError error) -> new Outcome.Failed(error);
                case Session.Begun.Known(Session session) ->
                    switch (keeper.tools(session, left(deadline))) {
                        case Keeper.Tools.Failed _
                        when again && !session.open() -> call(keeper, server, tool, pin, reads, call, deadline, false);
                        case Keeper.Tools.Failed(ToolError error) -> new Outcome.Failed(error);
                        case Keeper.Tools.Present(List<ToolInfo> present) -> {
                            Optional<Problem> changed = Held.against(server, tool.name(), pin, present);
                            yield changed.isPresent()
                                    ? refused(changed.get())
                                    : Answer.of(server, session.call(tool, call.arguments(), left(deadline)), reads);
                        }
                    };
            };
        }
    }

    private static Outcome refused(Problem problem) {
        return new Outcome.Failed(new ToolError.Permission(problem.oneLine() + ". " + problem.next()));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Duration left(Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    /** The one who keeps this server; another one where the file says otherwise by now. */
    private Keeper keeper(ServerSpec spec) {
        Optional<Keeper> old = Optional.empty();
        Keeper keeper;
        synchronized (keepers) {
            Keeper known = keepers.get(spec.name());
            if (known != null && known.spec().equals(spec)) {
                return known;
            }
            old = Optional.ofNullable(known);
            keeper = new Keeper(spec, opener, clock);
            if (closed) {
                keeper.close();
            } else {
                keepers.put(spec.name(), keeper);
            }
        }
        old.ifPresent(Keeper::close);
        return keeper;
    }

    private void close(ServerName name) {
        Optional<Keeper> keeper;
        synchronized (keepers) {
            keeper = Optional.ofNullable(keepers.remove(name));
        }
        keeper.ifPresent(Keeper::close);
    }

    /** Ends every server that this process started. */
    @Override
    public void close() {
        List<Keeper> all;
        synchronized (keepers) {
            closed = true;
            all = List.copyOf(keepers.values());
            keepers.clear();
        }
        all.forEach(Keeper::close);
    }
}
