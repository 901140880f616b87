package dev.factotum.config;

import dev.factotum.config.NoticeSettings.Way;
import dev.factotum.problem.ConfigCode;
import java.util.Arrays;
import java.util.Optional;

/** What a table of keys cannot say of {@code notify}: each way of telling needs keys of its own. */
final class NotifyCheck {
    private NotifyCheck() {}

    static void check(Node all, Findings findings) {
        if (!(all instanceof Node.Tree tree
                && tree.get("notify") instanceof Node.Tree notify
                && notify.get("targets") instanceof Node.Tree targets)) {
            return;
        }
        targets.entries().forEach((name, node) -> {
            if (node instanceof Node.Tree target) {
                way(target).ifPresent(way -> target(name, target, way, findings));
            }
        });
    }

    static Optional<Way> way(Node.Tree target) {
        String word = SettingsReader.maybe(target, "to").orElse("");
        return Arrays.stream(Way.values())
                .filter(way -> way.word().equalsIgnoreCase(word))
                .findFirst();
    }

    private static void target(String name, Node.Tree target, Way way, Findings findings) {
        for (String key : way.needs()) {
            if (SettingsReader.maybe(target, key).isEmpty()) {
                findings.fault(
                        ConfigCode.INVALID,
                        "`notify.targets." + Plainly.shown(name) + "." + key + "` is missing",
                        target.origin(),
                        way.word() + " cannot be reached without it",
                        "Add `" + key + ":` there.");
            }
        }
        boolean answers = way == Way.TELEGRAM || way == Way.EMAIL;
        if (!answers && target.get("people") instanceof Node.Tree people) {
            findings.fault(
                    ConfigCode.INVALID,
                    "`notify.targets." + Plainly.shown(name) + ".people` has no use",
                    people.origin(),
                    "nobody can answer by " + way.word(),
                    "Remove it; telegram and email take answers.");
        }
    }
}
