package dev.factotum.config;

import static dev.factotum.config.KeyTables.closed;
import static dev.factotum.config.KeyTables.fallback;
import static dev.factotum.config.KeyTables.key;
import static dev.factotum.config.KeyTables.required;

import dev.factotum.config.NoticeSettings.Way;
import dev.factotum.config.Shape.Choice;
import dev.factotum.config.Shape.Keys;
import dev.factotum.config.Shape.ListOf;
import dev.factotum.config.Shape.Scalar;
import dev.factotum.config.Shape.Table;
import dev.factotum.config.Shape.Whole;
import java.util.Arrays;

/** The keys of {@code notify} and {@code webhooks}. */
final class NotifyKeys {
    private static final Shape TEXT = new Scalar(Kind.TEXT);
    private static final Shape SECRET = new Scalar(Kind.SECRET);

    private NotifyKeys() {}

    static Keys notices() {
        return closed(
                fallback("batch", new Scalar(Kind.DURATION), "60s", "What comes up within this time is one message"),
                key("quiet", new Scalar(Kind.HOURS), "Hours of the vault's zone in which nothing is told"),
                fallback(
                        "wake",
                        new Choice(java.util.List.of("high", "none")),
                        "none",
                        "high tells of high risk in quiet hours too"),
                fallback("per_hour", new Whole(1, 1000), "12", "Messages an hour to one target, at most"),
                key("targets", new Table(target()), "Where a person is told, by name"));
    }

    private static Shape target() {
        return closed(
                required(
                        "to",
                        new Choice(Arrays.stream(Way.values()).map(Way::word).toList()),
                        "desktop, ntfy, slack, discord, telegram or email"),
                fallback("min_risk", new Choice(KeyTables.RISKS), "low", "Of lower risk nothing is told"),
                key("key", SECRET, "Where its token is; of slack and discord the whole address of the hook"),
                key("server", new Scalar(Kind.URL), "Where it listens, if not at its usual address"),
                key("topic", new Scalar(Kind.WORD), "The topic of ntfy; whoever knows its name can read it"),
                key("chat", TEXT, "The number of the Telegram chat"),
                key("account", new Scalar(Kind.WORD), "The email account it is sent by"),
                key("address", TEXT, "The mail address it goes to"),
                key(
                        "people",
                        new Table(TEXT),
                        "Who may approve there: the number of a Telegram user, or a mail address, and the person it is"));
    }

    static Shape webhook() {
        return closed(
                required("url", new Scalar(Kind.URL), "Where events are posted to"),
                required("key", SECRET, "Where the signing secret is: whsec_ and 24 to 64 bytes in base64"),
                key("old_key", SECRET, "The secret before, while it is being changed: both sign"),
                key(
                        "events",
                        new ListOf(new Scalar(Kind.WORD)),
                        "Types such as HumanReviewRequired, or words such as completed; all if left out"));
    }
}
