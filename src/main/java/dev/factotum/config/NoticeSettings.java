package dev.factotum.config;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where people and other programs are told of what happens.
 *
 * @param batch what comes up within this time is one message
 * @param quiet hours in which nothing is told
 * @param wake true where high risk is told in quiet hours too
 * @param perHour messages an hour to one target, at most
 * @param targets where a person is told, by name
 * @param webhooks addresses that are told of events, by name
 */
public record NoticeSettings(
        Duration batch,
        Optional<Quiet> quiet,
        boolean wake,
        int perHour,
        Map<String, Target> targets,
        Map<String, Webhook> webhooks) {
    /** Nobody is told of anything. */
    public static final NoticeSettings NONE =
            new NoticeSettings(Duration.ofSeconds(60), Optional.empty(), false, 12, Map.of(), Map.of());

    public NoticeSettings {
        targets = Map.copyOf(targets);
        webhooks = Map.copyOf(webhooks);
    }

    /** By the vault's clock on the wall. @param to before {@code from} where it is of the next day */
    public record Quiet(LocalTime from, LocalTime to) {}

    /** By what a person is told. */
    public enum Way {
        DESKTOP,
        NTFY,
        SLACK,
        DISCORD,
        TELEGRAM,
        EMAIL;

        /** As it is written in the settings. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** The keys without which it cannot work. */
        List<String> needs() {
            return switch (this) {
                case DESKTOP -> List.of();
                case NTFY -> List.of("topic");
                case SLACK, DISCORD -> List.of("key");
                case TELEGRAM -> List.of("key", "chat");
                case EMAIL -> List.of("account", "address");
            };
        }
    }

    /**
     * One place where a person is told.
     *
     * @param least of lower risk nothing is told
     * @param key the reference to its token, or to the whole address of a hook
     * @param server where it is not the usual one
     * @param topic of ntfy
     * @param chat of Telegram
     * @param account the email account it is sent by
     * @param address the mail address it goes to
     * @param people who may answer there: a Telegram user's number or a mail address, and the person it is
     */
    public record Target(
            String name,
            Way way,
            Risk least,
            Optional<String> key,
            Optional<String> server,
            String topic,
            String chat,
            String account,
            String address,
            Map<String, String> people) {
        public Target {
            people = Map.copyOf(people);
        }
    }

    /**
     * One address that is told of events by Standard Webhooks.
     *
     * @param key the reference to its signing secret
     * @param oldKey the secret before, while it is being changed: both sign
     * @param events the types or words of events it is told of; empty for all
     */
    public record Webhook(String name, String url, String key, Optional<String> oldKey, Set<String> events) {
        public Webhook {
            events = Set.copyOf(events);
        }
    }
}
