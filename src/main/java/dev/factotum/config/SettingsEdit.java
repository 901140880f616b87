package dev.factotum.config;

import dev.factotum.markdown.Yaml;
import dev.factotum.markdown.YamlValue;
import dev.factotum.problem.Code;
import dev.factotum.problem.ConfigCode;
import dev.factotum.problem.Problem;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Sets one value in agent.yaml and keeps every other byte: comments, order, spaces, line breaks. */
public final class SettingsEdit {
    private static final int TRIES = 5;

    private final World world;
    private final Path file;
    private final Writing writing;

    /** @param root the vault's folder */
    public SettingsEdit(World world, Path root, Writing writing) {
        this.world = world;
        this.file = root.resolve(Effective.BASE);
        this.writing = writing;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /**
         * It holds now.
         *
         * @param before what held, a secret written out left out
         * @param where {@code agent.yaml:12}
         */
        record Set(Optional<String> before, String where) implements Outcome {}

        record Refused(Problem problem) implements Outcome {}
    }

    /**
     * Sets a key to a single value, or to a list or keys written in brackets or braces.
     *
     * @param key with dots: {@code models.default}; made where it is missing
     */
    public Outcome set(String key, String value) throws IOException {
        return edited(key, value, text -> new YamlSplice(text).set(key, value));
    }

    /**
     * Adds a member to the end of a list.
     *
     * @param key of the list, with dots; made where it is missing
     * @param member as YAML that stands on one line
     */
    public Outcome append(String key, String member) throws IOException {
        return edited(key, member, text -> new YamlSplice(text).append(key, member));
    }

    private Outcome edited(String key, String value, Function<String, Optional<String>> splice) throws IOException {
        if (!key.matches("[^.\\s:#]+(\\.[^.:#\\n\\r]+)*") || key.length() > 200 || value.length() > 4000) {
            return refused(
                    ConfigCode.NOT_SET,
                    "`" + Plainly.shown(key) + "` is no key",
                    "",
                    "a key is names with dots",
                    "Write it as models.default.");
        }
        for (int i = 0; i < TRIES; i++) {
            switch (FileText.read(world.disk(), file)) {
                case FileText.Unreadable(String reason) -> {
                    return refused(
                            ConfigCode.UNREADABLE,
                            "`agent.yaml` cannot be read",
                            Effective.BASE,
                            reason,
                            "Mend the file.");
                }
                case FileText.Missing missing -> {
                    Planned planned = planned("", key, splice);
                    if (planned.fresh() != null && published(planned.fresh())) {
                        return planned.outcome();
                    } else if (planned.fresh() == null) {
                        return planned.outcome();
                    }
                }
                case FileText.Present(String text) -> {
                    Planned planned = planned(text, key, splice);
                    if (planned.fresh() == null) {
                        return planned.outcome();
                    }
                    if (writing.replace(file, bytes(text), bytes(planned.fresh()))) {
                        if (holdsSecret(text)) {
                            writing.forget(file, bytes(text));
                        }
                        return planned.outcome();
                    }
                }
            }
        }
        return refused(
                ConfigCode.NOT_SET,
                "`agent.yaml` was not changed",
                Effective.BASE,
                "somebody else kept changing it",
                "Try again.");
    }

    /** @param fresh the new text; null where nothing is to be written */
    private record Planned(
            @org.jspecify.annotations.Nullable String fresh, Outcome outcome) {}

    private Planned planned(String text, String key, Function<String, Optional<String>> splice) {
        boolean bom = text.startsWith("\uFEFF");
        String body = bom ? text.substring(1) : text;
        if (!(tree(body) instanceof Node.Tree before)) {
            return no(
                    ConfigCode.UNREADABLE,
                    "`agent.yaml` cannot be read",
                    "its YAML is wrong",
                    "agent config validate names the line.");
        }
        List<Node> old = before.walk(key);
        Optional<String> was =
                old.isEmpty() ? Optional.empty() : Optional.of(old.getLast().shown());
        Optional<String> fresh = splice.apply(body);
        if (fresh.isEmpty() || !(tree(fresh.get()) instanceof Node.Tree after)) {
            return cannot(key);
        }
        List<Node> now = after.walk(key);
        if (now.isEmpty() || !untouched(before, after, key)) {
            return cannot(key);
        }
        Optional<Problem> unknown = newlyUnknown(before, after);
        if (unknown.isPresent()) {
            return new Planned(null, new Outcome.Refused(unknown.get()));
        }
        Optional<Problem> fault = newFault(before, after, key);
        if (fault.isPresent()) {
            return new Planned(null, new Outcome.Refused(fault.get()));
        }
        Outcome done = new Outcome.Set(
                was.map(held -> Plainly.withoutSecret(key, held)),
                now.getLast().origin().shown());
        boolean same = was.isPresent() && now.getLast().shown().equals(was.get());
        return new Planned(same ? null : (bom ? "\uFEFF" : "") + fresh.get(), done);
    }

    private static Planned cannot(String key) {
        return no(
                ConfigCode.NOT_SET,
                "`" + Plainly.shown(key) + "` cannot be set by a command",
                "its place in agent.yaml holds lists or keys over several lines, or the value is no YAML",
                "Edit agent.yaml by hand.");
    }

    /** Every value but the one that was set is what it was. */
    private static boolean untouched(Node.Tree before, Node.Tree after, String key) {
        Set<String> old = leaves(before);
        Set<String> fresh = leaves(after);
        old.removeIf(leaf -> leaf.startsWith(key + "\t") || leaf.startsWith(key + "."));
        fresh.removeIf(leaf -> leaf.startsWith(key + "\t") || leaf.startsWith(key + "."));
        old.removeIf(leaf -> leaf.endsWith("\t") && key.startsWith(leaf.substring(0, leaf.length() - 1) + "."));
        return old.equals(fresh);
    }

    private static boolean holdsSecret(String text) {
        return tree(text.startsWith("\uFEFF") ? text.substring(1) : text) instanceof Node.Tree tree
                && new Origins(tree).all().stream().anyMatch(value -> Plainly.secret(value.key(), value.text()));
    }

    private static Set<String> leaves(Node.Tree tree) {
        Set<String> leaves = new LinkedHashSet<>();
        new Origins(tree).all().forEach(value -> leaves.add(value.key() + "\t" + value.text()));
        return leaves;
    }

    /** A key that nothing reads and that does not stand there already: most likely a slip. */
    private static Optional<Problem> newlyUnknown(Node.Tree before, Node.Tree after) {
        Findings old = new Findings();
        new Checker(old).check(KeyTables.agent(), before, "");
        Findings fresh = new Findings();
        new Checker(fresh).check(KeyTables.agent(), after, "");
        Set<String> known = new LinkedHashSet<>();
        old.warnings().forEach(warning -> known.add(warning.what()));
        return fresh.warnings().stream()
                .filter(warning -> warning.code() == ConfigCode.UNKNOWN_KEY && !known.contains(warning.what()))
                .map(warning -> new Problem(
                        warning.code(), warning.what(), warning.where(), "nothing would read it", warning.next()))
                .findFirst();
    }

    /** What would be wrong that was not before; of the key that is set, everything. */
    private static Optional<Problem> newFault(Node.Tree before, Node.Tree after, String key) {
        Findings old = new Findings();
        new Checker(old).check(KeyTables.agent(), before, "");
        Findings fresh = new Findings();
        new Checker(fresh).check(KeyTables.agent(), after, "");
        Set<String> known = new LinkedHashSet<>();
        old.faults().stream()
                .filter(fault -> !fault.what().contains("`" + key + "`"))
                .forEach(fault -> known.add(fault.what() + fault.why()));
        return fresh.faults().stream()
                .filter(fault -> !known.contains(fault.what() + fault.why()))
                .findFirst();
    }

    private static Node tree(String text) {
        return switch (Yaml.read(text)) {
            case Yaml.Read.Good(YamlValue value) -> Node.of(value, Effective.BASE);
            case Yaml.Read.Bad bad -> new Node.Items(List.of(), Origin.DEFAULT);
        };
    }

    private boolean published(String text) throws IOException {
        try {
            writing.publish(file, bytes(text));
            return true;
        } catch (FileAlreadyExistsException faster) {
            return false;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Planned no(Code code, String what, String why, String next) {
        return new Planned(null, refused(code, what, Effective.BASE, why, next));
    }

    private static Outcome refused(Code code, String what, String where, String why, String next) {
        return new Outcome.Refused(new Problem(code, what, where, why, next));
    }
}
