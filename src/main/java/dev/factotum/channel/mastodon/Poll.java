package dev.factotum.channel.mastodon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Graphemes;
import dev.factotum.channel.sandbox.Texts;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/** The poll of a status: its arguments, their check, and what is sent of them. */
final class Poll {
    static final String OPTIONS = "poll";
    static final String OPEN = "poll_open";
    static final String SEVERAL = "poll_several";
    static final String[] SPANS = {
        "5 minutes", "30 minutes", "1 hour", "6 hours", "12 hours", "1 day", "3 days", "7 days", "30 days"
    };

    private Poll() {}

    static void check(Arguments arguments, Limits limits, Faults faults) {
        List<String> options = arguments.list(OPTIONS);
        if (options.isEmpty()) {
            if (arguments.has(OPEN)) {
                faults.add(OPEN, "stands there without a poll", "Write the answers of the poll, or leave it out.");
            }
            return;
        }
        if (arguments.has("media")) {
            faults.add(OPTIONS, "stands beside files; Mastodon takes one or the other", "Leave one out.");
        }
        if (options.size() < 2 || options.size() > limits.options()) {
            faults.add(
                    OPTIONS,
                    "has " + options.size() + (options.size() == 1 ? " answer" : " answers") + "; 2 to "
                            + limits.options() + " are allowed",
                    "Write between 2 and " + limits.options() + ".");
        }
        if (new HashSet<>(options).size() != options.size()) {
            faults.add(OPTIONS, "has an answer twice", "Leave one out.");
        }
        for (String option : options) {
            if (arguments.pending(option)) {
                continue;
            }
            if (option.isBlank() || Texts.breaksLine(option)) {
                faults.add(OPTIONS, "has an answer that is empty or not one line", "Write a few words.");
            } else if (Graphemes.count(option) > limits.option()) {
                faults.add(
                        OPTIONS,
                        "has an answer that " + Texts.tooLong(Graphemes.count(option), "characters", limits.option()),
                        "Shorten it.");
            }
        }
        Duration open = open(arguments);
        if (open.compareTo(limits.shortest()) < 0 || open.compareTo(limits.longest()) > 0) {
            faults.add(OPEN, "is a span that this server does not allow", "Choose another.");
        }
    }

    /** Puts it among what is sent, where there is one. */
    static void write(Arguments arguments, ObjectNode status) {
        List<String> options = arguments.list(OPTIONS);
        if (!options.isEmpty()) {
            ObjectNode poll = status.putObject("poll");
            options.forEach(poll.putArray("options")::add);
            poll.put("expires_in", open(arguments).toSeconds());
            poll.put("multiple", arguments.flag(SEVERAL));
        }
    }

    private static Duration open(Arguments arguments) {
        String[] words = arguments.text(OPEN).strip().split(" ", 2);
        if (words.length < 2 || !List.of(SPANS).contains(arguments.text(OPEN).strip())) {
            return Duration.ofDays(1);
        }
        long count = Long.parseLong(words[0]);
        return switch (words[1]) {
            case "minutes" -> Duration.ofMinutes(count);
            case "hour", "hours" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
