package dev.factotum.config;

import dev.factotum.config.ModelSettings.ProviderSettings;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.config.Settings.Amount;
import dev.factotum.config.Settings.ApprovalSettings;
import dev.factotum.config.Settings.AutoApproval;
import dev.factotum.config.Settings.LogSettings;
import dev.factotum.config.Settings.Person;
import dev.factotum.config.Settings.PolicySettings;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Types the values of agent.yaml once they are checked and filled with defaults. */
final class SettingsReader {
    private static final Set<String> PROVIDER_KEYS = Set.of("kind", "base_url", "api", "key", "timeout");

    private final Node.Tree values;

    private final Map<String, String> environment;

    /** @param values checked: a value that does not fit its key is a fault of the program from here on */
    SettingsReader(Node.Tree values, Map<String, String> environment) {
        this.values = values;
        this.environment = environment;
    }

    Settings read(Notes.Read notes) {
        return new Settings(
                ZoneId.of(text(values, "timezone")),
                text(values, "owner"),
                named(values, "accounts", SettingsReader::account),
                approval(tree(values, "approval")),
                policy(tree(values, "policy")),
                notes.clients(),
                notes.agents(),
                notes.contacts(),
                Integer.parseInt(text(values, "concurrency")),
                new LogSettings(text(tree(values, "log"), "level").toLowerCase(Locale.ROOT), secrets(values)),
                models(values),
                SpendReader.read(values),
                NotifyReader.read(values));
    }

    private static ModelSettings models(Node.Tree all) {
        Node.Tree models = all.get("models") instanceof Node.Tree found ? found : new Node.Tree(Map.of(), all.origin());
        Map<String, List<String>> balance = new LinkedHashMap<>();
        if (models.get("balance") instanceof Node.Tree lists) {
            lists.entries().keySet().forEach(name -> balance.put(name, List.copyOf(texts(lists, name))));
        }
        return new ModelSettings(
                maybe(models, "default"),
                maybe(models, "cheap"),
                maybe(models, "embeddings"),
                List.copyOf(texts(models, "fallback")),
                balance,
                named(models, "providers", SettingsReader::provider),
                maybe(models, "rules").map("last"::equalsIgnoreCase).orElse(false));
    }

    private static ProviderSettings provider(String name, Node.Tree provider) {
        Map<String, String> rest = new LinkedHashMap<>();
        provider.entries().forEach((key, value) -> {
            if (!PROVIDER_KEYS.contains(key) && !value.blank()) {
                rest.put(key, String.join(",", texts(provider, key)));
            }
        });
        return new ProviderSettings(
                name,
                maybe(provider, "kind").map(word -> word.toLowerCase(Locale.ROOT)),
                maybe(provider, "base_url"),
                maybe(provider, "api").map(word -> word.toLowerCase(Locale.ROOT)),
                maybe(provider, "key"),
                maybe(provider, "timeout").flatMap(DurationText::parse),
                rest);
    }

    /** What is secret in the settings: written out, or named by {@code env:}. */
    private Set<String> secrets(Node.Tree all) {
        Set<String> secrets = new LinkedHashSet<>();
        for (Origins.Value value : new Origins(all).all()) {
            if (!value.shown().equals(value.text())) {
                secrets.add(value.text());
            } else if (value.text().startsWith("env:")) {
                String secret =
                        environment.get(value.text().substring("env:".length()).strip());
                if (secret != null) {
                    secrets.add(secret);
                }
            }
        }
        return secrets;
    }

    private static AccountSettings account(String name, Node.Tree account) {
        Map<String, String> rest = new HashMap<>();
        account.entries().forEach((key, value) -> {
            if (!key.equals("channel") && !key.equals("handle")) {
                rest.put(key, value.shown());
            }
        });
        String handle =
                maybe(account, "handle").or(() -> maybe(account, "user")).orElse(name);
        return new AccountSettings(name, text(account, "channel"), handle, rest);
    }

    private static ApprovalSettings approval(Node.Tree approval) {
        return new ApprovalSettings(
                duration(approval, "grace"),
                duration(approval, "expires"),
                duration(approval, "max_late"),
                named(approval, "people", SettingsReader::person),
                list(approval, "auto").stream()
                        .map(node -> automatic((Node.Tree) node))
                        .toList(),
                Integer.parseInt(text(approval, "ladder")));
    }

    private static Person person(String name, Node.Tree person) {
        return new Person(name, risk(text(person, "may")), texts(person, "clients"), texts(person, "gestures"));
    }

    private static AutoApproval automatic(Node.Tree automatic) {
        return new AutoApproval(
                text(automatic, "skill"),
                text(automatic, "rule"),
                Integer.parseInt(text(automatic, "per_day")),
                maybe(automatic, "since").map(LocalDate::parse));
    }

    private static PolicySettings policy(Node.Tree policy) {
        Map<String, Integer> perDay = new LinkedHashMap<>();
        if (policy.get("per_day") instanceof Node.Tree caps) {
            caps.entries().forEach((skill, cap) -> {
                if (!cap.blank()) {
                    perDay.put(skill, Integer.valueOf(cap.shown()));
                }
            });
        }
        Node.Tree money = tree(policy, "money");
        return new PolicySettings(
                risk(text(tree(policy, "recipients"), "unknown")),
                Amount.parse(text(money, "high_at")),
                Amount.parse(text(money, "refuse_at")),
                perDay,
                texts(policy, "hosts"));
    }

    static Risk risk(String word) {
        return Risk.valueOf(word.toUpperCase(Locale.ROOT));
    }

    static Set<String> texts(Node.Tree tree, String key) {
        Set<String> texts = new LinkedHashSet<>();
        list(tree, key).forEach(node -> texts.add(node.shown()));
        return texts;
    }

    static List<Node> list(Node.Tree tree, String key) {
        Node node = tree.get(key);
        return node == null ? List.of() : node.members();
    }

    static Optional<String> maybe(Node.Tree tree, String key) {
        return tree.get(key) instanceof Node.Leaf leaf && !leaf.blank() ? Optional.of(leaf.text()) : Optional.empty();
    }

    private static <T> Map<String, T> named(Node.Tree tree, String key, BiFunction<String, Node.Tree, T> reader) {
        Map<String, T> named = new LinkedHashMap<>();
        if (tree.get(key) instanceof Node.Tree table) {
            table.entries().forEach((name, node) -> {
                if (node instanceof Node.Tree entry) {
                    named.put(name, reader.apply(name, entry));
                }
            });
        }
        return named;
    }

    private static Duration duration(Node.Tree tree, String key) {
        return DurationText.parse(text(tree, key)).orElseThrow(() -> missing(key));
    }

    private static String text(Node.Tree tree, String key) {
        return maybe(tree, key).orElseThrow(() -> missing(key));
    }

    private static Node.Tree tree(Node.Tree tree, String key) {
        if (tree.get(key) instanceof Node.Tree found) {
            return found;
        }
        throw missing(key);
    }

    private static IllegalStateException missing(String key) {
        return new IllegalStateException("no checked value for " + key);
    }
}
