package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.Act;
import dev.factotum.channel.port.Ground;
import dev.factotum.channel.port.Line;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Trial;
import dev.factotum.config.Settings.AccountSettings;
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
import dev.factotum.vault.Vault;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An account of X that is connected to a {@link FakeX}. */
final class LiveX implements AutoCloseable {
    static final Path ROOT = Path.of("/vault");
    static final Account SHOP = new Account("shop", "x", "@shop", Mode.LIVE);

    private final TestWorld world;
    private final Vault vault;
    private final FakeX x;
    private final Map<String, String> settings = new HashMap<>();

    LiveX() throws IOException {
        this.world = TestWorld.seeded(5)
                .withEnvironment(Map.of("X_TOKEN", "canary-token", "X_APP", "canary-app", "OLD", "canary-old"));
        world.disk().capacity(1 << 20);
        this.vault = Vault.create(world.world(), ROOT);
        world.disk().capacity(Long.MAX_VALUE);
        this.x = new FakeX(world.clock());
        settings.putAll(Map.of("mode", "live", "server", x.address(), "key", "env:X_TOKEN"));
    }

    LiveX with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    FakeX x() {
        return x;
    }

    TestWorld world() {
        return world;
    }

    Line line() {
        return new XChannel()
                .open(
                        new AccountSettings("shop", "x", "@shop", settings),
                        new Ground(
                                vault,
                                new Http(world.clock(), Resolver.system()),
                                new Secrets(vault.world(), vault.root(), secret -> {})));
    }

    Outcome call(String tool, String arguments, AttachedFile... files) {
        return call(Trial.KEY, tool, arguments, files);
    }

    Outcome call(String key, String tool, String arguments, AttachedFile... files) {
        try {
            ObjectNode json = Trial.json(arguments);
            return act(tool).call(new Arguments(json, true), made(key, json, files));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Verification verify(String tool, String arguments) {
        try {
            ObjectNode json = Trial.json(arguments);
            return act(tool).verify(new Arguments(json, true), made(Trial.KEY, json));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Act act(String tool) {
        return line().act(new ToolId(tool)).orElseThrow();
    }

    private Call made(String key, ObjectNode arguments, AttachedFile... files) {
        return new Call(
                Trial.MATTER,
                "Plan the week",
                "s1",
                key,
                SHOP,
                arguments,
                List.of(files),
                Conversation.NONE,
                Map.of(),
                world.clock().instant(),
                world.clock().instant().plus(Duration.ofMinutes(10)));
    }

    /** A file in the vault. */
    AttachedFile file(String name, int size) throws IOException {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31);
        }
        Path path = ROOT.resolve(name);
        world.disk().create(path, bytes);
        return new AttachedFile("media", path, name, Digest.of(bytes), size);
    }

    String book() throws IOException {
        return new String(
                world.disk().read(ROOT.resolve(".agent/accounts/x/shop.json"), 1 << 20),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        x.close();
    }
}
