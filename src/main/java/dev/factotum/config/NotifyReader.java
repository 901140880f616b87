package dev.factotum.config;

import dev.factotum.config.NoticeSettings.Quiet;
import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.config.NoticeSettings.Webhook;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Types {@code notify} and {@code webhooks} once they are checked. */
final class NotifyReader {
    private NotifyReader() {}

    /** @param values of agent.yaml */
    static NoticeSettings read(Node.Tree values) {
        Node.Tree notify = tree(values, "notify");
        Map<String, Target> targets = new LinkedHashMap<>();
        tree(notify, "targets").entries().forEach((name, node) -> {
            if (node instanceof Node.Tree target) {
                NotifyCheck.way(target).ifPresent(way -> targets.put(name, target(name, target, way)));
            }
        });
        Map<String, Webhook> webhooks = new LinkedHashMap<>();
        tree(values, "webhooks").entries().forEach((name, node) -> {
            if (node instanceof Node.Tree hook) {
                webhooks.put(name, webhook(name, hook));
            }
        });
        NoticeSettings usual = NoticeSettings.NONE;
        return new NoticeSettings(
                SettingsReader.maybe(notify, "batch")
                        .flatMap(DurationText::parse)
                        .orElse(usual.batch()),
                SettingsReader.maybe(notify, "quiet").map(NotifyReader::quiet),
                SettingsReader.maybe(notify, "wake").orElse("none").equalsIgnoreCase("high"),
                SettingsReader.maybe(notify, "per_hour").map(Integer::valueOf).orElse(usual.perHour()),
                targets,
                webhooks);
    }

    private static Quiet quiet(String text) {
        int dash = text.indexOf('-');
        return new Quiet(
                LocalTime.parse(text.substring(0, dash).strip()),
                LocalTime.parse(text.substring(dash + 1).strip()));
    }

    private static Target target(String name, Node.Tree target, NoticeSettings.Way way) {
        Map<String, String> people = new LinkedHashMap<>();
        tree(target, "people").entries().forEach((id, person) -> {
            if (!person.blank()) {
                people.put(id.strip().toLowerCase(Locale.ROOT), person.shown().strip());
            }
        });
        return new Target(
                name,
                way,
                SettingsReader.maybe(target, "min_risk")
                        .map(SettingsReader::risk)
                        .orElse(Risk.LOW),
                SettingsReader.maybe(target, "key"),
                SettingsReader.maybe(target, "server"),
                SettingsReader.maybe(target, "topic").orElse(""),
                SettingsReader.maybe(target, "chat").map(String::strip).orElse(""),
                SettingsReader.maybe(target, "account").orElse(""),
                SettingsReader.maybe(target, "address").orElse(""),
                people);
    }

    private static Webhook webhook(String name, Node.Tree hook) {
        Optional<String> key = SettingsReader.maybe(hook, "key");
        return new Webhook(
                name,
                SettingsReader.maybe(hook, "url").orElse(""),
                key.orElse("none"),
                SettingsReader.maybe(hook, "old_key"),
                SettingsReader.texts(hook, "events"));
    }

    private static Node.Tree tree(Node.Tree tree, String key) {
        return tree.get(key) instanceof Node.Tree found ? found : new Node.Tree(Map.of(), tree.origin());
    }
}
