package dev.factotum.skill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.DurationText;
import dev.factotum.config.Risk;
import dev.factotum.markdown.Properties;
import dev.factotum.markdown.YamlValue;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Our keys, which stand under {@code metadata} with {@code factotum.} before each. What is left out is the worst case. */
final class Metadata {
    private static final String OURS = "factotum.";
    private static final Set<String> KEYS =
            Set.of("run", "effect", "risk", "outward", "timeout", "secrets", "network", "watch", "every");
    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration OFTEN = Duration.ofMinutes(1);

    /** How long a script that is keyed remembers what it did. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final List<Duration> LOOKS = List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(30));

    private final Map<String, String> values;
    private final List<String> oddities;

    private Metadata(Map<String, String> values, List<String> oddities) {
        this.oddities = oddities;
        this.values = values;
    }

    static Metadata of(Properties properties, List<String> oddities) {
        TreeMap<String, String> ours = new TreeMap<>();
        if (properties.values().get("metadata") instanceof YamlValue.Mapping mapping) {
            mapping.entries().forEach((key, value) -> {
                if (key.startsWith(OURS) && value instanceof YamlValue.Scalar scalar) {
                    String name = key.substring(OURS.length());
                    ours.put(name, scalar.text().strip());
                    if (!KEYS.contains(name)) {
                        oddities.add("`metadata." + key + "` is no key of ours");
                    }
                }
            });
        }
        return new Metadata(ours, oddities);
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    Optional<String> run() {
        return text("run");
    }

    Optional<String> watch() {
        return text("watch");
    }

    boolean network() throws SkillFiles.Refused {
        return flag("network", false);
    }

    Duration every() throws SkillFiles.Refused {
        Duration every = duration("every", Duration.ofMinutes(15));
        if (every.compareTo(OFTEN) < 0) {
            oddities.add("`factotum.every` is once a minute at most");
            return OFTEN;
        }
        return every;
    }

    Script script(List<String> command, Schema arguments, Optional<Schema> result) throws SkillFiles.Refused {
        Effect effect = effect();
        boolean outward = flag("outward", true);
        Duration timeout = duration("timeout", USUAL);
        if (timeout.compareTo(LONGEST) > 0) {
            oddities.add("`factotum.timeout` is 10 minutes at most");
        }
        return new Script(
                command,
                arguments,
                outputs(result),
                effect,
                risk(),
                outward,
                timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout,
                secrets(),
                network());
    }

    /** What a script may always answer beside its own results: a text, and files that it made. */
    private static Schema outputs(Optional<Schema> result) {
        ObjectNode all = new SchemaBuilder()
                .text("text", "What it answered.")
                .files("files", "The files it made.")
                .build()
                .json();
        result.ifPresent(own -> {
            ((ObjectNode) all.path("properties")).setAll((ObjectNode) own.json().path("properties"));
            if (own.json().path("required").isArray()) {
                all.set("required", own.json().path("required"));
            }
        });
        return new Schema(all);
    }

    private Effect effect() throws SkillFiles.Refused {
        return switch (text("effect").orElse("unverifiable")) {
            case "read" -> new Effect.Read();
            case "keyed" -> new Effect.Keyed(REMEMBERED);
            case "verifiable" -> new Effect.Verifiable(LOOKS, false);
            case "unverifiable" -> new Effect.Unverifiable();
            default -> throw new SkillFiles.Refused("`factotum.effect` is read, keyed, verifiable or unverifiable");
        };
    }

    private Risk risk() throws SkillFiles.Refused {
        return switch (text("risk").orElse("high").toLowerCase(Locale.ROOT)) {
            case "low" -> Risk.LOW;
            case "normal" -> Risk.NORMAL;
            case "high" -> Risk.HIGH;
            default -> throw new SkillFiles.Refused("`factotum.risk` is low, normal or high");
        };
    }

    private boolean flag(String key, boolean otherwise) throws SkillFiles.Refused {
        return switch (text(key).orElse(otherwise ? "yes" : "no").toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw new SkillFiles.Refused("`" + OURS + key + "` is yes or no");
        };
    }

    private Duration duration(String key, Duration otherwise) throws SkillFiles.Refused {
        Optional<String> written = text(key);
        if (written.isEmpty()) {
            return otherwise;
        }
        return DurationText.parse(written.get())
                .filter(duration -> !duration.isZero() && !duration.isNegative())
                .orElseThrow(() -> new SkillFiles.Refused("`" + OURS + key + "` is a time such as 30s, 5m, 1h"));
    }

    /** {@code NAME=secret:x OTHER=env:Y}: only these two kinds, for a skill's author must not choose commands or files. */
    Map<String, String> secrets() throws SkillFiles.Refused {
        TreeMap<String, String> secrets = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (String one : text("secrets").orElse("").split("[\\s,]+")) {
            if (one.isEmpty()) {
                continue;
            }
            if (one.matches("[A-Za-z_][A-Za-z0-9_]{0,63}=(secret|env):[A-Za-z0-9_.-]{1,64}")) {
                secrets.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
            } else {
                wrong.add(one);
            }
        }
        if (!wrong.isEmpty() || secrets.size() > 20) {
            throw new SkillFiles.Refused(
                    "`factotum.secrets` is a list such as API_KEY=secret:weather, of secret: and env:");
        }
        return secrets;
    }
}
