package dev.factotum.llm.provider;

import dev.factotum.config.ModelSettings;
import dev.factotum.config.ModelSettings.ProviderSettings;
import dev.factotum.config.Nearest;
import dev.factotum.http.Http;
import dev.factotum.http.Reach;
import dev.factotum.llm.Embedder;
import dev.factotum.llm.Provider;
import dev.factotum.llm.anthropic.MessagesProvider;
import dev.factotum.llm.openai.ChatProvider;
import dev.factotum.llm.openai.EmbeddingsProvider;
import dev.factotum.llm.openai.ResponsesProvider;
import dev.factotum.llm.wire.Caller;
import dev.factotum.llm.wire.Peer;
import dev.factotum.llm.wire.Quirks;
import dev.factotum.llm.wire.Quirks.JsonMode;
import dev.factotum.problem.AuthCode;
import dev.factotum.problem.Code;
import dev.factotum.problem.ConfigCode;
import dev.factotum.problem.Problem;
import dev.factotum.secret.SecretRef;
import dev.factotum.secret.Secrets;
import dev.factotum.world.Clock;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The providers that the settings name, each made when it is asked for; no command is run for a secret and nothing is
 * connected to before a call. What the settings say of a provider lies over what is known of it by its name. Thread-safe.
 */
public final class Providers {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final String ANTHROPIC_VERSION = "2023-06-01";

    private final ModelSettings settings;
    private final Secrets secrets;
    private final Caller caller;
    private final Presets presets = Presets.packaged();

    public Providers(ModelSettings settings, Http http, Secrets secrets, Clock clock) {
        this.settings = settings;
        this.secrets = secrets;
        this.caller = new Caller(http, secrets, clock);
    }

    /** What a name stands for. */
    public sealed interface Named {
        /**
         * @param free true where no key is sent, so that nothing is paid
         * @param mark differs once its settings or its key differ; holds no secret
         */
        record Ready(Provider provider, Embedder embedder, boolean free, String mark) implements Named {}

        record Wrong(Problem problem) implements Named {}
    }

    /** @param name the part of a model's name before the slash */
    public Named named(String name) {
        String where = "models.providers." + name;
        Optional<ProviderSettings> written =
                Optional.ofNullable(settings.providers().get(name));
        Optional<Map<String, String>> known = presets.of(name);
        Map<String, String> values = new HashMap<>(known.orElse(Map.of()));
        written.flatMap(ProviderSettings::baseUrl).ifPresent(elsewhere -> values.remove("key"));
        written.ifPresent(own -> overlay(values, own));
        String address = values.getOrDefault("base_url", "");
        if (address.isEmpty()) {
            return wrong(
                    ConfigCode.UNKNOWN_NAME,
                    "No provider of models is called `" + name + "`",
                    where,
                    "it has no base_url, and is none of " + String.join(", ", presets.names()),
                    near(name) + "Correct the name, or write where it listens as " + where
                            + ".base_url in agent.yaml.");
        }
        Optional<URI> base = base(address);
        if (base.isEmpty()) {
            return wrong(
                    ConfigCode.INVALID,
                    "The address of `" + name + "` is none",
                    where + ".base_url",
                    "it must be https:// or http://, a host and a path, without login, ? or #",
                    "Write it as the provider's manual has it, as far as /v1.");
        }
        if (written.isEmpty() && base.get().getScheme().equals("http")) {
            return wrong(
                    ConfigCode.UNKNOWN_NAME,
                    "`" + name + "` would be asked on this machine, and the settings do not say so",
                    where,
                    "nothing on this machine is connected to without a line that says so",
                    "Write " + where + ": { base_url: \"" + address + "\" } in agent.yaml.");
        }
        Optional<SecretRef> key = SecretRef.parse(values.getOrDefault("key", "none"));
        if (key.isEmpty()) {
            return wrong(
                    AuthCode.NO_SECRET,
                    "The key of `" + name + "` cannot be read",
                    where + ".key",
                    "it is no reference to a secret",
                    "Write secret:NAME, env:NAME, file:PATH, cmd:COMMAND or none.");
        }
        boolean own = written.flatMap(ProviderSettings::baseUrl).isPresent()
                || base.get().getScheme().equals("http");
        Reach reach =
                own ? Reach.named(base.get()) : Reach.hosts(List.of(base.get().getHost()));
        Duration timeout = written.flatMap(ProviderSettings::timeout).orElse(TIMEOUT);
        String kind = values.getOrDefault("kind", "compatible");
        Peer peer = new Peer(name, base.get(), reach, key.get(), timeout, quirks(values), headers(kind, values));
        return new Named.Ready(
                provider(kind, values, peer),
                kind.equals("anthropic") ? Embedder.none(name) : new EmbeddingsProvider(caller, peer),
                peer.key() instanceof SecretRef.None,
                Integer.toHexString(new TreeMap<>(values).toString().hashCode()) + mark(key.get(), where + ".key"));
    }

    private String mark(SecretRef key, String where) {
        try {
            return secrets.mark(key, where);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private String near(String name) {
        Set<String> names = new TreeSet<>(presets.names());
        names.addAll(settings.providers().keySet());
        names.remove(name);
        return Nearest.to(name, names)
                .map(near -> "Did you mean `" + near + "`? ")
                .orElse("");
    }

    private Provider provider(String kind, Map<String, String> values, Peer peer) {
        if (kind.equals("anthropic")) {
            return new MessagesProvider(caller, peer);
        }
        String api = values.getOrDefault("api", kind.equals("openai") ? "responses" : "chat");
        return api.equals("responses") ? new ResponsesProvider(caller, peer) : new ChatProvider(caller, peer);
    }

    private static void overlay(Map<String, String> values, ProviderSettings own) {
        values.putAll(own.rest());
        own.kind().ifPresent(kind -> values.put("kind", kind));
        own.api().ifPresent(api -> values.put("api", api));
        own.baseUrl().ifPresent(url -> values.put("base_url", url));
        own.key().ifPresent(key -> values.put("key", key));
    }

    private static Optional<URI> base(String address) {
        try {
            URI url = new URI(address.replaceAll("/+$", ""));
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            boolean plain = url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
            return plain && (scheme.equals("https") || scheme.equals("http")) ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    /** Whatever is not OpenAI itself has the older name of the bound. */
    private static Quirks quirks(Map<String, String> values) {
        boolean openai = values.getOrDefault("kind", "").equals("openai");
        return new Quirks(
                JsonMode.of(values.getOrDefault("json", "schema")),
                values.getOrDefault("max_tokens", openai ? "max_completion_tokens" : "max_tokens"),
                !values.getOrDefault("tools", "true").equalsIgnoreCase("false"),
                Arrays.stream(values.getOrDefault("no_temperature", "").split(","))
                        .map(String::strip)
                        .filter(model -> !model.isEmpty())
                        .toList());
    }

    private static Map<String, String> headers(String kind, Map<String, String> values) {
        Map<String, String> headers = new HashMap<>();
        if (kind.equals("anthropic")) {
            headers.put("anthropic-version", ANTHROPIC_VERSION);
        }
        if (values.containsKey("organization")) {
            headers.put("openai-organization", values.getOrDefault("organization", ""));
        }
        if (values.containsKey("project")) {
            headers.put("openai-project", values.getOrDefault("project", ""));
        }
        return headers;
    }

    private static Named wrong(Code code, String what, String where, String why, String next) {
        return new Named.Wrong(new Problem(code, what, where, why, next));
    }
}
