package dev.factotum.config;

import dev.factotum.problem.AuthCode;
import dev.factotum.problem.ConfigCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Holds values against their shapes. */
final class Checker {
    private final Findings findings;

    private final boolean strict;

    Checker(Findings findings) {
        this(findings, false);
    }

    /** @param strict a key of the whole file that is a slip away from a known one stops the file */
    Checker(Findings findings, boolean strict) {
        this.findings = findings;
        this.strict = strict;
    }

    /** @param path the value's key with dots, for messages; empty for a whole file */
    void check(Shape shape, Node node, String path) {
        if (node.blank()) {
            if (shape instanceof Shape.Keys keys && !path.isEmpty()) {
                keys(keys, new Node.Tree(Map.of(), node.origin()), path);
            }
            return;
        }
        switch (shape) {
            case Shape.Scalar(Kind kind) -> scalar(node, path, kind.expected(), kind::takes);
            case Shape.Whole(int least, int most) ->
                scalar(node, path, "a whole number from " + least + " to " + most, text -> whole(text, least, most));
            case Shape.Decimal(String least, String most) ->
                scalar(node, path, "a number from " + least + " to " + most, text -> decimal(text, least, most));
            case Shape.Choice(List<String> words) ->
                scalar(
                        node,
                        path,
                        "one of " + String.join(", ", words),
                        text -> words.contains(text.toLowerCase(Locale.ROOT)));
            case Shape.ListOf(Shape item) -> list(item, node, path);
            case Shape.Table(Shape value) -> table(value, node, path);
            case Shape.Keys keys -> keys(keys, node, path);
            case Shape.Again again -> check(again.shape().get(), node, path);
            case Shape.Unbuilt unbuilt -> unbuilt(unbuilt, node, path);
            case Shape.Anything anything -> secrets(node, path);
        }
    }

    private interface Takes {
        boolean takes(String text);
    }

    private void scalar(Node node, String path, String expected, Takes takes) {
        if (!(node instanceof Node.Leaf leaf)) {
            wrongForm(node, path, expected);
        } else if (!secret(leaf, path) && !takes.takes(leaf.text())) {
            findings.fault(
                    ConfigCode.INVALID,
                    "`" + path + "` has a wrong value",
                    leaf.origin(),
                    "it holds `" + Plainly.shown(leaf.text()) + "`, and should be " + expected,
                    "Write " + expected + " there.");
        }
    }

    private void unbuilt(Shape.Unbuilt shape, Node node, String path) {
        boolean welcome = node instanceof Node.Leaf leaf && shape.only().isPresent()
                ? leaf.text().equalsIgnoreCase(shape.only().get())
                : node instanceof Node.Items list && list.items().isEmpty();
        if (!welcome) {
            findings.fault(
                    ConfigCode.INVALID,
                    "`" + path + "` asks for what is not built yet",
                    node.origin(),
                    shape.why(),
                    shape.only().map(only -> "Write " + only + " there.").orElse("Remove it."));
        }
    }

    private void list(Shape item, Node node, String path) {
        if (node instanceof Node.Tree && !(item instanceof Shape.Keys) && !(item instanceof Shape.Again)) {
            wrongForm(node, path, "a list such as [a, b]");
            return;
        }
        int number = 0;
        for (Node member : node.members()) {
            number++;
            if (member.blank()) {
                findings.fault(
                        ConfigCode.INVALID,
                        "`" + path + "` has an empty member",
                        member.origin(),
                        "member " + number + " of the list is empty",
                        "Remove the empty member or the comma too many.");
            } else {
                check(item, member, path + "." + number);
            }
        }
    }

    private void table(Shape value, Node node, String path) {
        if (!(node instanceof Node.Tree tree)) {
            wrongForm(node, path, "names with values, one a line");
            return;
        }
        tree.entries().forEach((name, child) -> check(value, child, join(path, name)));
    }

    private void keys(Shape.Keys keys, Node node, String path) {
        if (!(node instanceof Node.Tree tree)) {
            wrongForm(node, path, "keys with values, one a line");
            return;
        }
        keys.bare().flatMap(kind -> bareFirst(kind, tree)).ifPresent(name -> leading(tree, name, path));
        tree.entries().forEach((name, child) -> {
            Optional<Shape.Key> known = keys.key(name);
            if (known.isPresent()) {
                check(known.get().shape(), child, join(path, name));
            } else {
                unknown(keys, name, child, path);
            }
        });
        for (Shape.Key key : keys.keys()) {
            Node child = tree.get(key.name());
            if (key.required() && (child == null || child.blank())) {
                findings.fault(
                        ConfigCode.INVALID,
                        "`" + join(path, key.name()) + "` is missing",
                        tree.origin(),
                        key.doc(),
                        "Add `" + key.name() + ":` there.");
            }
        }
    }

    /** What stands alone before any key, and so belongs to none. */
    private static Optional<String> bareFirst(Kind kind, Node.Tree tree) {
        return tree.entries().keySet().stream().findFirst().filter(kind::takes);
    }

    private void leading(Node.Tree tree, String name, String path) {
        findings.fault(
                ConfigCode.INVALID,
                "`" + path + "` starts with a value that has no key",
                tree.origin(),
                "nobody can tell what `" + Plainly.shown(name) + "` is for",
                "Write its key before it, such as day: " + Plainly.shown(name) + ".");
    }

    private void unknown(Shape.Keys keys, String name, Node child, String path) {
        secrets(child, join(path, name));
        List<String> names = keys.keys().stream().map(Shape.Key::name).toList();
        Optional<String> near = Nearest.to(name.toLowerCase(Locale.ROOT), names);
        if (keys.open() && near.isEmpty()
                || child.blank() && keys.bare().filter(kind -> kind.takes(name)).isPresent()) {
            return;
        }
        if (strict && path.isEmpty() && near.isPresent()) {
            findings.fault(
                    ConfigCode.INVALID,
                    "`" + Plainly.shown(name) + "` is no key that is known",
                    child.origin(),
                    "it looks like `" + near.get() + "`, and what stands under it would not hold",
                    "Write `" + near.get() + "`, or give it a name that is not so close.");
            return;
        }
        findings.warning(
                ConfigCode.UNKNOWN_KEY,
                "`" + Plainly.shown(join(path, name)) + "` is no key that is known",
                child.origin(),
                "it is kept, but nothing reads it",
                near.map(key -> "Did you mean `" + key + "`?").orElse("Known here: " + String.join(", ", names) + "."));
    }

    private void secrets(Node node, String path) {
        switch (node) {
            case Node.Leaf leaf -> secret(leaf, path);
            case Node.Items list -> list.items().forEach(item -> secrets(item, path));
            case Node.Tree tree -> tree.entries().forEach((name, child) -> secrets(child, join(path, name)));
        }
    }

    private boolean secret(Node.Leaf leaf, String path) {
        if (!Plainly.secret(path, leaf.text())) {
            return false;
        }
        findings.fault(
                AuthCode.PLAIN_SECRET,
                "`" + path + "` holds a secret in clear",
                leaf.origin(),
                "settings are synced and shared, so they hold references to secrets only",
                "Write secret:NAME, env:NAME, file:PATH or cmd:COMMAND there, and change the secret that was written out.");
        return true;
    }

    private void wrongForm(Node node, String path, String expected) {
        String found = switch (node) {
            case Node.Leaf leaf -> "the single value `" + Plainly.shown(leaf.text()) + "`";
            case Node.Items list -> "a list";
            case Node.Tree tree -> "keys with values";
        };
        findings.fault(
                ConfigCode.INVALID,
                path.isEmpty() ? "The settings have a wrong form" : "`" + path + "` has a wrong form",
                node.origin(),
                "it holds " + found + ", and should be " + expected,
                "Write " + expected + " there.");
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static boolean whole(String text, int least, int most) {
        if (!text.matches("-?[0-9]{1,9}")) {
            return false;
        }
        int value = Integer.parseInt(text);
        return least <= value && value <= most;
    }

    private static boolean decimal(String text, String least, String most) {
        if (!text.matches("-?[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return false;
        }
        BigDecimal value = new BigDecimal(text);
        return value.compareTo(new BigDecimal(least)) >= 0 && value.compareTo(new BigDecimal(most)) <= 0;
    }
}
