package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.Authority;
import dev.factotum.channel.port.BearerKey;
import dev.factotum.channel.port.Channel;
import dev.factotum.channel.port.Gate;
import dev.factotum.channel.port.Ground;
import dev.factotum.channel.port.Line;
import dev.factotum.channel.port.ServerAddress;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Media;
import dev.factotum.channel.sandbox.Simulated;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** X: what can be done there, and how an account of it is opened. */
public final class XChannel implements Channel {
    static final String ID = "x";
    static final String NAME = "X";
    static final Media MEDIA = new Media(
            NAME,
            "media",
            4,
            List.of(
                    new Media.Kind("picture", Set.of("jpg", "jpeg", "png", "webp", "bmp", "tiff"), 5_000_000, false),
                    new Media.Kind("GIF", Set.of("gif"), 15_000_000, true),
                    new Media.Kind("video", Set.of("mp4", "mov", "webm"), 512_000_000, true)));

    private static final String BASE = "https://api.x.com";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Action> actions() {
        return List.of(new XPost(), new XThread(), new XDelete(), new XHide(), new XSearch(), new XLookup());
    }

    @Override
    public Line open(AccountSettings account, Ground ground) {
        ServerAddress server = ServerAddress.of(account, BASE).orElseGet(() -> ServerAddress.of(BASE));
        XDialect dialect = new XDialect();
        Authority authority = authority(account, ground);
        Api api = new Api(ground, server, authority, dialect, new Gate(ground.vault(), account.name(), NAME));
        Book book = new Book(ground.vault(), account.name());
        Optional<Api> app = app(account)
                .map(own -> new Api(
                        ground,
                        server,
                        new BearerKey(own, ground.secrets()),
                        dialect,
                        new Gate(ground.vault(), account.name() + ".app", NAME)));
        return new XLine(
                account,
                api,
                new Reader(api, authority, book, account),
                new Upload(api, ground.vault().world()),
                book,
                new Allowance(book, account, app));
    }

    /** How an account logs in: the one place where that is chosen. */
    private static Authority authority(AccountSettings account, Ground ground) {
        return new BearerKey(account, ground.secrets());
    }

    /** The account with the key of its app, which alone may ask for the app's usage; empty where none is set. */
    private static Optional<AccountSettings> app(AccountSettings account) {
        String key = account.rest().getOrDefault("app_key", "");
        if (key.isBlank()) {
            return Optional.empty();
        }
        Map<String, String> rest = new HashMap<>(account.rest());
        rest.put("key", key);
        return Optional.of(new AccountSettings(account.name(), account.channel(), account.handle(), rest));
    }

    static Schema outputs() {
        return new SchemaBuilder()
                .string("id", "The post's number.")
                .string("url", "uri", "The post's web address.")
                .build();
    }

    static ObjectNode posted(String key) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", Simulated.id(key))
                .put("url", Simulated.url("x", key));
    }
}
