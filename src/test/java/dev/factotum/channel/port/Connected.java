package dev.factotum.channel.port;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Outbox;
import dev.factotum.channel.sandbox.SandboxTool;
import dev.factotum.channel.sandbox.TrialVault;
import dev.factotum.config.Settings;
import dev.factotum.config.SettingsFile;
import dev.factotum.http.Http;
import dev.factotum.http.Resolver;
import dev.factotum.secret.Secrets;
import dev.factotum.tool.Account;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Mode;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Verification;
import dev.factotum.vault.Digest;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account {@code studio} of a channel, live against a server of the test, in a vault in memory. */
public final class Connected {
    public static final String KEY = "3dca774e0b1f4c5a9e8d7c6b5a493827";
    public static final String OTHER_KEY = "00ff774e0b1f4c5a9e8d7c6b5a493827";
    public static final String TOKEN = "token-of-the-studio";
    private static final Path TOKEN_FILE = Path.of("/keys/studio");

    private final TestWorld world;
    private final Vault vault;
    private final Channel channel;
    private final Lines lines;
    private final Line line;
    private final Account account;
    private final List<AttachedFile> files = new ArrayList<>();

    private Connected(TestWorld world, Vault vault, Channel channel, String server, String handle) throws IOException {
        this.world = world;
        this.vault = vault;
        this.channel = channel;
        world.disk().person().write(TrialVault.ROOT.resolve("agent.yaml"), """
                version: 1
                timezone: Europe/Amsterdam
                owner: sam
                accounts:
                  studio: { channel: %s, handle: "%s", mode: live, server: "%s", key: "file:%s" }
                """.formatted(
                        channel.id(), handle, server, TOKEN_FILE));
        Settings settings = settings(world);
        Ground ground = new Ground(
                vault,
                new Http(world.clock(), Resolver.system()),
                new Secrets(world.world(), vault.root(), secret -> {}));
        this.lines = new Lines(List.of(channel), ground, () -> settings);
        this.line = lines.of("studio").orElseThrow();
        this.account = new Account("studio", channel.id(), handle, Mode.LIVE);
    }

    private static Settings settings(TestWorld world) throws IOException {
        return switch (new SettingsFile(world.world(), TrialVault.ROOT).load(Optional.empty())) {
            case SettingsFile.Loaded.Good(Settings settings, List<?> _) -> settings;
            case SettingsFile.Loaded.Bad bad -> throw new AssertionError(bad);
        };
    }

    public static Connected to(Channel channel, String server, String handle) throws IOException {
        TrialVault trial = TrialVault.fresh();
        Connected connected = new Connected(trial.world(), trial.vault(), channel, server, handle);
        connected.token(TOKEN);
        return connected;
    }

    /** The same account in a new process of the same machine. */
    public Connected restarted(String server) throws IOException {
        TestWorld next = world.restart();
        return new Connected(next, Vault.open(next.world(), TrialVault.ROOT), channel, server, account.handle());
    }

    public void token(String value) {
        world.disk().person().write(TOKEN_FILE, value);
    }

    public TestWorld world() {
        return world;
    }

    public Line line() {
        return line;
    }

    /** A file that the next calls take along. */
    public void attach(String argument, String name, byte[] content) {
        Path path = TrialVault.ROOT.resolve(name);
        world.disk().person().write(path, content);
        files.add(new AttachedFile(argument, path, name, Digest.of(content), content.length));
    }

    public void detachAll() {
        files.clear();
    }

    /** What is written down with the intent of a call with this key. */
    public Map<String, String> prepare(String tool, String key) {
        return tool(tool).prepare(key, account);
    }

    /** The step as the engine calls it, with what {@link #prepare} said. */
    public Call asCall(String key, ObjectNode arguments, Map<String, String> prepared) {
        return new Call(
                new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH"),
                "Plan the week",
                "s1",
                key,
                account,
                arguments,
                files,
                Conversation.NONE,
                prepared,
                world.clock().instant(),
                world.clock().instant().plus(Duration.ofMinutes(5)));
    }

    public Outcome call(String tool, String key, ObjectNode arguments) throws InterruptedException {
        return call(tool, asCall(key, arguments, prepare(tool, key)));
    }

    public Outcome call(String tool, Call call) throws InterruptedException {
        return tool(tool).call(call);
    }

    public Verification verify(String tool, Call call) throws InterruptedException {
        return act(tool).verify(new Arguments(call.arguments(), true), call);
    }

    public Act act(String tool) {
        return line.act(new ToolId(tool)).orElseThrow();
    }

    private ChannelTool tool(String id) {
        return channel.actions().stream()
                .filter(action -> action.id().value().equals(id))
                .map(action -> new ChannelTool(action, new SandboxTool(action, new Outbox(vault)), lines))
                .findFirst()
                .orElseThrow();
    }
}
