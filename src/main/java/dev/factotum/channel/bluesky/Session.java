package dev.factotum.channel.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiCall.Kind;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.port.Authority;
import dev.factotum.channel.port.BearerKey;
import dev.factotum.channel.port.Gate;
import dev.factotum.channel.port.Ground;
import dev.factotum.channel.port.ServerAddress;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.http.HttpCall.Header;
import dev.factotum.secret.SecretRef;
import dev.factotum.tool.ToolError;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The login of one account: an app password becomes a session, which is used until it ends and then refreshed, by one
 * caller while the others wait. A session is never asked for again while there is one, for a server allows few. Thread-safe.
 */
final class Session implements Authority {
    private static final String LOGIN = "login";

    private final AccountSettings account;
    private final Ground ground;
    private final ServerAddress entry;
    private final Gate gate;
    private final Kept kept;
    private final ReentrantLock lock = new ReentrantLock();
    /** The token that a thread was given last: where it is not the present one, another thread has renewed it. */
    private final ThreadLocal<String> given = ThreadLocal.withInitial(() -> "");

    private Optional<Open> open = Optional.empty();

    /** Where the token lives that makes a new session without the password; it is kept before the new one is used. */
    interface Kept {
        /** Nowhere but in this process. */
        Kept NOWHERE = new Kept() {
            @Override
            public Optional<String> read() {
                return Optional.empty();
            }

            @Override
            public void keep(String refreshToken) {}
        };

        Optional<String> read();

        void keep(String refreshToken);
    }

    /** @param mark of the password it was made with */
    private record Open(String access, String refresh, String did, ServerAddress server, String mark) {
        /** Without its tokens. */
        @Override
        public String toString() {
            return "Open[" + did + "]";
        }
    }

    /** Who we are and where our records are, or why there is no session. */
    sealed interface Opened {
        record As(String did, ServerAddress server) implements Opened {}

        record Failed(ToolError error) implements Opened {}
    }

    Session(AccountSettings account, Ground ground, ServerAddress entry, Gate gate, Kept kept) {
        this.account = account;
        this.ground = ground;
        this.entry = entry;
        this.gate = gate;
        this.kept = kept;
    }

    /** Logs in where that has not been done. */
    Opened opened() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            String mark = mark();
            if (open.isEmpty() || !open.get().mark().equals(mark)) {
                Optional<ToolError> failed = begin(mark);
                if (failed.isPresent()) {
                    return new Opened.Failed(failed.get());
                }
            }
            Open now = open.orElseThrow();
            return new Opened.As(now.did(), now.server());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Pass pass(String method, URI url, List<Map.Entry<String, String>> form) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (opened() instanceof Opened.Failed(ToolError error)) {
                return new Pass.None(error);
            }
            String access = open.orElseThrow().access();
            given.set(access);
            return bearer(access);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<ToolError> renew() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Optional<Open> ended = open;
            if (ended.isEmpty() || !ended.get().access().equals(given.get())) {
                return Optional.empty();
            }
            open = Optional.empty();
            if (resumed(ended.get().refresh(), ended.get().mark())) {
                return Optional.empty();
            }
            return begin(mark());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String mark() throws InterruptedException {
        Optional<SecretRef> reference = SecretRef.parse(account.rest().getOrDefault("key", ""));
        return reference.isEmpty() ? "" : ground.secrets().mark(reference.get(), "accounts." + account.name() + ".key");
    }

    private Optional<ToolError> begin(String mark) throws InterruptedException {
        Optional<String> before = kept.read();
        if (before.isPresent() && resumed(before.get(), mark)) {
            return Optional.empty();
        }
        return switch (BearerKey.key(account, ground.secrets())) {
            case BearerKey.Key.Missing(ToolError error) -> Optional.of(error);
            case BearerKey.Key.There(String password) -> {
                ApiCall call = ApiCall.of("POST", "/xrpc/com.atproto.server.createSession", Kind.REPEATABLE)
                        .json(JsonNodeFactory.instance
                                .objectNode()
                                .put("identifier", who())
                                .put("password", password))
                        .counted(LOGIN);
                ApiReply reply = send(call, new Pass.Given(List.of(), List.of(password)), mark);
                yield reply instanceof ApiReply.Good(var _, JsonNode json) && taken(json, mark)
                        ? Optional.empty()
                        : Optional.of(reply.failure());
            }
        };
    }

    /** False where the token is not taken any more, or nobody could be asked: then the password is tried. */
    private boolean resumed(String refresh, String mark) throws InterruptedException {
        ApiCall call = ApiCall.of("POST", "/xrpc/com.atproto.server.refreshSession", Kind.REPEATABLE)
                .counted("refresh");
        return send(call, bearer(refresh), "refresh") instanceof ApiReply.Good(var _, JsonNode json)
                && taken(json, mark);
    }

    private boolean taken(JsonNode json, String mark) {
        String access = json.path("accessJwt").asText("");
        String refresh = json.path("refreshJwt").asText("");
        String did = json.path("did").asText("");
        boolean whole = plain(access) && plain(refresh) && did.matches("did:[a-z]+:[A-Za-z0-9._:%-]{1,200}");
        if (whole) {
            kept.keep(refresh);
            open = Optional.of(new Open(access, refresh, did, place(json.path("didDoc")), mark));
        }
        return whole;
    }

    private static boolean plain(String token) {
        return !token.isEmpty() && token.length() <= 10_000 && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** Where the account's records are, by its document; the server that the settings name stays where it is one's own. */
    private ServerAddress place(JsonNode document) {
        if (entry.reach().named().isPresent()) {
            return entry;
        }
        for (JsonNode service : document.path("service")) {
            String address = service.path("serviceEndpoint").asText("");
            if (service.path("id").asText().endsWith("#atproto_pds") && address.startsWith("https://")) {
                String host = address.substring("https://".length());
                return ServerAddress.named(host).orElse(entry);
            }
        }
        return entry;
    }

    private ApiReply send(ApiCall call, Pass.Given pass, String mark) throws InterruptedException {
        Authority once = new Authority() {
            @Override
            public Pass pass(String method, URI url, List<Map.Entry<String, String>> form) {
                return pass;
            }

            @Override
            public String mark() {
                return mark;
            }
        };
        return new Api(ground, entry, once, new BlueskyDialect(), gate).send(call);
    }

    private static Pass.Given bearer(String token) {
        return new Pass.Given(List.of(new Header("authorization", "Bearer " + token)), List.of(token));
    }

    private String who() {
        String handle = account.rest().getOrDefault("user", account.handle());
        return handle.startsWith("@") ? handle.substring(1) : handle;
    }
}
