package dev.factotum.rule;

import dev.factotum.markdown.Properties;
import dev.factotum.markdown.YamlValue;
import dev.factotum.plan.PlanText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one file of Rules/. */
final class RuleReader {
    private final Arguments arguments;

    RuleReader(Arguments arguments) {
        this.arguments = arguments;
    }

    /** What a file turned out to be. */
    sealed interface Read {
        /** @param text the file as a plan, for checks beyond it */
        record Good(Rule rule, PlanText text) implements Read {}

        record Bad(List<RuleFault> faults) implements Read {
            public Bad {
                faults = List.copyOf(faults);
            }
        }

        /** A page about rules, or anything else without {@code when} and steps. */
        record NoRule() implements Read {}
    }

    /** @param file its name with {@code .md} */
    Read read(String file, String source) {
        PlanText text = PlanText.parse(source, file);
        Properties properties = text.properties();
        if (properties.fault().isPresent()) {
            return bad(properties.fault().get().line(), properties.fault().get().reason(), "Mend the properties.");
        }
        YamlValue when = properties.values().get("when");
        Optional<String> then = properties.text("then");
        if (when == null) {
            return text.steps().isEmpty() && then.isEmpty()
                    ? new Read.NoRule()
                    : bad(
                            1,
                            "it has steps but no `when`, so it would never or always apply",
                            "Write `when:` and its conditions.");
        }
        List<RuleFault> faults = new ArrayList<>();
        WhenReader reader = new WhenReader();
        Condition.All condition = reader.read(when);
        faults.addAll(reader.faults());
        Rule.Then follows = then.isPresent()
                ? complete(text, condition, then.get(), line(properties, "then"), faults)
                : propose(text, condition, faults);
        int priority = priority(properties, faults);
        if (!faults.isEmpty()) {
            return new Read.Bad(faults);
        }
        String name = file.endsWith(".md") ? file.substring(0, file.length() - 3) : file;
        return new Read.Good(new Rule(name, "Rules/" + file, priority, condition, follows), text);
    }

    private Rule.Then propose(PlanText text, Condition when, List<RuleFault> faults) {
        TemplateReader reader = new TemplateReader(text, arguments, when.groups());
        Template template = reader.read();
        faults.addAll(reader.faults());
        return new Rule.Then.Propose(template);
    }

    private Rule.Then complete(PlanText text, Condition when, String then, int line, List<RuleFault> faults) {
        if (!then.toLowerCase(Locale.ROOT).equals("complete")) {
            faults.add(
                    new RuleFault(line, "`then: " + then + "` is unknown", "Write `then: complete`, or leave it out."));
        } else if (!text.steps().isEmpty()) {
            faults.add(new RuleFault(
                    line, "`then: complete` stands beside steps, which would never run", "Remove one of them."));
        }
        TemplateReader reader = new TemplateReader(text, arguments, when.groups());
        Leaf why = reader.title();
        faults.addAll(reader.faults());
        return new Rule.Then.Complete(why);
    }

    private static int priority(Properties properties, List<RuleFault> faults) {
        Optional<String> written = properties.text("priority");
        try {
            return written.map(String::strip).map(Integer::parseInt).orElse(0);
        } catch (NumberFormatException e) {
            faults.add(new RuleFault(
                    line(properties, "priority"),
                    "`" + written.orElse("") + "` is no priority",
                    "Write a whole number; the highest wins."));
            return 0;
        }
    }

    private static int line(Properties properties, String key) {
        YamlValue value = properties.values().get(key);
        return value == null ? 1 : value.line();
    }

    private static Read bad(int line, String reason, String hint) {
        return new Read.Bad(List.of(new RuleFault(line, reason, hint)));
    }
}
