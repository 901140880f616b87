package dev.factotum.mcp.client;

import dev.factotum.http.Http;
import dev.factotum.http.Resolver;
import dev.factotum.secret.Secrets;
import dev.factotum.tool.Call;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Tool;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import dev.factotum.world.Child;
import dev.factotum.world.Processes;
import dev.factotum.world.TestWorld;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A vault in memory whose programs are {@link PipedPeer}s. */
public final class Peers implements AutoCloseable {
    public static final Path ROOT = Path.of("/vault");

    private final TestWorld test;
    private final Vault vault;
    private final Servers servers;
    private final List<Child.Launch> launches = new CopyOnWriteArrayList<>();
    private final List<PipedPeer> children = new CopyOnWriteArrayList<>();
    private final List<String> concealed = new CopyOnWriteArrayList<>();

    /** @param environment of the agent itself */
    public Peers(TestWorld test, Map<String, String> environment) throws IOException {
        this.test = test;
        World world = new World(test.disk(), test.clock(), test.ids(), new Started(test.processes(), environment));
        this.vault = Vault.create(world, ROOT);
        this.servers = new Servers(
                vault,
                new Http(test.clock(), Resolver.system()),
                new Secrets(world, ROOT, concealed::add),
                concealed::add);
    }

    /** With one server {@code peer} of these words. */
    static Peers of(String... words) throws IOException {
        Peers peers = new Peers(TestWorld.seeded(7), Map.of());
        peers.file(words);
        return peers;
    }

    /** Writes {@code mcp.json} with one server {@code peer}. */
    public void file(String... words) throws IOException {
        file(2, words);
    }

    /** @param timeout of a call, in seconds */
    void file(int timeout, String... words) throws IOException {
        write("{\"mcpServers\": {\"peer\": {\"command\": \"peer\", \"args\": ["
                + String.join(
                        ", ",
                        List.of(words).stream().map(word -> "\"" + word + "\"").toList())
                + "], \"env\": {\"PEER_TOKEN\": \"${TOKEN:-tok-4711-abcdef}\"}, \"timeout\": " + timeout + "}}}");
    }

    /** A person writes {@code mcp.json}. */
    public void write(String text) throws IOException {
        test.clock().advance(Duration.ofSeconds(1));
        test.disk().person().write(ROOT.resolve("mcp.json"), text);
    }

    Peers trusted() throws InterruptedException, IOException {
        trust();
        return this;
    }

    /** A person looks at the server and trusts it. */
    public void trust() throws InterruptedException, IOException {
        ServerSpec spec = servers.named("peer");
        servers.trust(spec, servers.meet(spec).tools());
    }

    public Servers servers() {
        return servers;
    }

    TestWorld test() {
        return test;
    }

    Vault vault() {
        return vault;
    }

    /** What was started so far. */
    public List<Child.Launch> launches() {
        return List.copyOf(launches);
    }

    List<PipedPeer> children() {
        return List.copyOf(children);
    }

    List<String> concealed() {
        return List.copyOf(concealed);
    }

    public Tool tool(String name) {
        return servers.tool(servers.named("peer"), name).orElseThrow();
    }

    Outcome call(String name, String text) throws InterruptedException {
        Tool tool = tool(name);
        return tool.call(call(tool, text));
    }

    Call call(Tool tool, String text) {
        var arguments = dev.factotum.mcp.protocol.StrictJson.object().put("text", text);
        Instant now = test.clock().instant();
        return new Call(
                new MatterId("01ARZ3NDEKTSV4RRFFQ69G5FAV"),
                "A call",
                "s1",
                "0".repeat(32),
                tool.own().orElseThrow(),
                arguments,
                List.of(),
                Conversation.NONE,
                Map.of(),
                now,
                now.plusSeconds(60));
    }

    @Override
    public void close() {
        servers.close();
    }

    /** The test's process, whose programs run within it. */
    private final class Started implements Processes {
        private final Processes real;
        private final Map<String, String> environment;

        Started(Processes real, Map<String, String> environment) {
            this.real = real;
            this.environment = environment;
        }

        @Override
        public Child start(Child.Launch launch) throws IOException {
            launches.add(launch);
            PipedPeer child = new PipedPeer(launch);
            children.add(child);
            return child;
        }

        @Override
        public long pid() {
            return real.pid();
        }

        @Override
        public Instant started() {
            return real.started();
        }

        @Override
        public String bootId() {
            return real.bootId();
        }

        @Override
        public String host() {
            return real.host();
        }

        @Override
        public String user() {
            return real.user();
        }

        @Override
        public boolean alive(long pid, Instant since) {
            return real.alive(pid, since);
        }

        @Override
        public Path stateFolder() {
            return real.stateFolder();
        }

        @Override
        public Map<String, String> environment() {
            return environment;
        }
    }

    /** All text that stands in the vault. */
    List<String> texts() throws IOException {
        return new ArrayList<>(test.disk().person().files(ROOT).values());
    }
}
