package dev.factotum.config;

import dev.factotum.config.Shape.Again;
import dev.factotum.config.Shape.Anything;
import dev.factotum.config.Shape.Choice;
import dev.factotum.config.Shape.Decimal;
import dev.factotum.config.Shape.Keys;
import dev.factotum.config.Shape.ListOf;
import dev.factotum.config.Shape.Scalar;
import dev.factotum.config.Shape.Table;
import dev.factotum.config.Shape.Unbuilt;
import dev.factotum.config.Shape.Whole;
import java.util.List;
import java.util.Optional;

/** Every key of every settings file with its shape, default and meaning: the one place where they are written down. */
final class KeyTables {
    private static final Shape TEXT = new Scalar(Kind.TEXT);
    private static final Shape TEXTS = new ListOf(TEXT);
    private static final Shape ANYTHING = new Anything();
    private static final Shape DURATION = new Scalar(Kind.DURATION);
    private static final Shape SECRET = new Scalar(Kind.SECRET);
    private static final Shape MODEL = new Scalar(Kind.MODEL);
    private static final Shape MODEL_LIST = new ListOf(MODEL);
    static final List<String> RISKS = List.of("low", "normal", "high");

    private static final Shape RISK = new Choice(RISKS);
    private static final Shape MODE = new Unbuilt(
            Optional.of("manual"),
            "no plan would wait for a person less; what may go by itself is written as approval.auto, rule by rule");

    private KeyTables() {}

    /** agent.yaml, its overrides by environment and the AGENT__ variables. */
    static Keys agent() {
        return closed(
                fallback("version", new Scalar(Kind.ONE), "1", "The version of this file's format"),
                key("timezone", new Scalar(Kind.ZONE), "The zone of all times shown; the system's if left out"),
                key("owner", TEXT, "Who stands behind gestures made in files; the OS user if left out"),
                key("executor", TEXT, "The one machine that runs steps; this = the one where it is set"),
                fallback("concurrency", new Whole(1, 256), "8", "Matters worked on at once"),
                key("models", models(), "Which language models are asked"),
                key("accounts", new Table(account()), "Accounts by name; a step names the one it uses"),
                key("approval", approval(), "Who approves what, and how long it holds"),
                key("policy", policy(), "What is risky and what is refused"),
                key("budget", SpendKeys.budget(), "What models may cost"),
                key("schedule", new ListOf(job()), "What runs by the clock"),
                key("retention", new Table(DURATION), "How long things are kept"),
                key("log", log(), "What the program writes down about its own work"),
                key("webhooks", new Table(NotifyKeys.webhook()), "Addresses that are told of events, by name"),
                key("notify", NotifyKeys.notices(), "Where the person is told that something waits or fails"),
                key("dashboard", ANYTHING, "The web page"),
                key("redaction", ANYTHING, "What is blacked out in logs and prompts"),
                key("secrets", ANYTHING, "Where secrets are kept"),
                key("mcp", ANYTHING, "MCP servers"),
                key("preferences", ANYTHING, "How often and how much is written"));
    }

    /** The properties of Clients/NAME/Client.md. */
    static Keys client() {
        return note(
                key("name", TEXT, "Whose voice this is"),
                key("domains", new ListOf(new Scalar(Kind.DOMAIN)), "Mail domains that are theirs"),
                key("accounts", new Table(new Scalar(Kind.WORD)), "The account used for them on each channel"),
                key("approvers", new Keys(riskKeys(), false, Optional.empty()), "Who may approve which risk for them"),
                key("budget", SpendKeys.ownBudget(), "What models may cost for them"),
                key("posting_times", new Table(new ListOf(new Scalar(Kind.SLOT))), "Good times for posts, by channel"),
                key("language", TEXT, "The language they are written to in"),
                key("tone", TEXT, "How it should sound"),
                key("hashtags", TEXTS, "Tags that are theirs"),
                key("never", TEXTS, "What is never said"),
                key("website", TEXT, "Their site"));
    }

    /** The properties of Persona.md: the voice keys of a client. */
    static Keys persona() {
        return note(
                key("name", TEXT, "Whose voice this is"),
                key("language", TEXT, "The language that is written in"),
                key("tone", TEXT, "How it should sound"),
                key("hashtags", TEXTS, "Tags that are used"),
                key("never", TEXTS, "What is never said"),
                key("posting_times", new Table(new ListOf(new Scalar(Kind.SLOT))), "Good times for posts, by channel"));
    }

    /** The properties of Agents/NAME.md. */
    static Keys agentFile() {
        return note(
                key("role", TEXT, "What it is, in a few words"),
                key("model", MODEL, "The model it asks, as provider/model"),
                key(
                        "embeddings",
                        MODEL,
                        "The model that makes vectors of texts, so that what is alike is found without a common word"),
                key("fallback", MODEL_LIST, "Models asked where the first does not answer"),
                key("temperature", new Decimal("0", "2"), "How freely it writes"),
                key("skills", new ListOf(new Scalar(Kind.SKILL_GLOB)), "What it may use; all if left out"),
                fallback("approval", MODE, "manual", "Whether a person approves"),
                key("handles", new ListOf(new Scalar(Kind.HANDLE)), "What it takes, as kind@channel"),
                key("schedule", ANYTHING, "When it looks by itself"),
                key("budget", SpendKeys.ownBudget(), "What it may cost"));
    }

    /** The properties of Rules/NAME.md. */
    static Keys rule() {
        return note(
                required("when", condition(), "Which matters it is for"),
                fallback("priority", new Whole(-1000, 1000), "0", "The highest that fits wins"),
                key(
                        "then",
                        new Choice(List.of("plan", "complete", "ask")),
                        "complete closes the matter without a person"),
                key("agent", TEXT, "Whose plan it is"),
                key("client", TEXT, "Whose matter it is"),
                key("kind", TEXT, "The kind its matters get"),
                key("due", TEXT, "When its matters are due"),
                key("description", TEXT, "What it is for"),
                key("enabled", new Choice(List.of("true", "false")), "false puts it aside"));
    }

    private static Shape condition() {
        Shape again = new Again("condition", KeyTables::condition);
        return closed(
                key("kind", TEXTS, "email, mention, comment, message, request, statement, file, post, event …"),
                key("from", TEXTS, "known, unknown or an address such as *@acme.example"),
                key("to", TEXTS, "an address such as sales@*"),
                key("subject", ANYTHING, "words or /regex/flags"),
                key("body", ANYTHING, "words or /regex/flags"),
                key(
                        "has",
                        new ListOf(
                                new Choice(List.of("attachment", "amount", "link", "list", "auto-reply", "machine"))),
                        "what it must hold; machine is any mail that no person sent"),
                key("client", TEXTS, "a client's name"),
                key("account", TEXTS, "an account's name"),
                key("channel", TEXTS, "the channel it came by"),
                key("age", TEXT, "how old it is"),
                key("any", new ListOf(again), "one of these fits"),
                key("all", new ListOf(again), "all of these fit"),
                key("not", again, "this does not fit"));
    }

    private static Shape models() {
        return open(
                key("default", MODEL, "The model that is asked, as provider/model"),
                key("cheap", MODEL, "The model for reading, comments and votes"),
                key("fallback", MODEL_LIST, "Models asked where the first does not answer"),
                key(
                        "balance",
                        new Table(MODEL_LIST),
                        "Models that share the calls of one, by its name: openai/gpt-5-mini: [eu/gpt-5-mini, …]"),
                key("providers", new Table(provider()), "Whom to ask, by name"),
                fallback(
                        "rules",
                        new Choice(List.of("first", "last")),
                        "first",
                        "first: models plan what no rule plans; last: rules plan where no model answers"),
                key(
                        "prices",
                        new ListOf(SpendKeys.price()),
                        "What models cost, before the prices that come with the program"),
                key("exchange", new Table(SpendKeys.WORTH), "What one unit of a currency is worth in US dollars"),
                key(
                        "pace",
                        new Table(SpendKeys.pace()),
                        "How fast each provider is asked, by name; any = those not named"));
    }

    private static Shape provider() {
        return open(
                key("key", SECRET, "Where the key is"),
                key("base_url", new Scalar(Kind.URL), "Where it listens, as far as /v1"),
                key(
                        "kind",
                        new Choice(List.of("openai", "anthropic", "compatible")),
                        "Whose way of asking it understands; compatible where only base_url is set"),
                key("api", new Choice(List.of("responses", "chat")), "Which of OpenAI's two interfaces"),
                key("timeout", DURATION, "How long one call may take; 2m if left out"),
                key(
                        "json",
                        new Choice(List.of("schema", "object", "none")),
                        "How it is held to a form: by a JSON Schema, to any JSON, or by words alone"),
                key(
                        "max_tokens",
                        new Choice(List.of("max_tokens", "max_completion_tokens")),
                        "The name of the bound on an answer's length"),
                key("tools", new Choice(List.of("true", "false")), "Whether it can call tools"),
                key("no_temperature", TEXTS, "Models that take no temperature, as o* or *"),
                key("organization", TEXT, "The OpenAI organization that pays"),
                key("project", TEXT, "The OpenAI project that pays"));
    }

    private static Shape account() {
        return open(
                required("channel", new Scalar(Kind.WORD), "email, x, linkedin, bluesky, mastodon, odoo …"),
                key(
                        "mode",
                        new Choice(List.of("sandbox", "live")),
                        "sandbox, as where it is left out, or live: whether it reaches the world; agent connect sets it"),
                key("handle", TEXT, "The address or @name it acts as"),
                key("user", TEXT, "The login name"),
                key("server", TEXT, "The server it is on, where its channel has many"),
                key("key", SECRET, "Where its password or token is"),
                key("client_id", TEXT, "Of the app that logs in for it, where its channel wants one"),
                key("client_secret", SECRET, "Of the same app"),
                key("watch", DURATION, "How often it is looked at"),
                key("metrics", TEXT, "How often its own posts are looked at, 1d where left out; off for never"),
                key("reads_per_day", new Whole(0, 1_000_000), "What may be read in a day where reading costs; X: 500"),
                key("app_key", SECRET, "Where the key of the app is, which X tells how much it read"),
                key("plan", TEXT, "enterprise, where X still takes quotes from the app"),
                key("fields", TEXT, "What X calls its fields: tweet.fields, or post.fields"));
    }

    private static Shape log() {
        return closed(fallback(
                "level",
                new Choice(List.of("off", "error", "warn", "info", "debug")),
                "info",
                "How much goes to .agent/local/log/agent.log"));
    }

    private static Shape approval() {
        return closed(
                fallback("mode", MODE, "manual", "Whether a person approves"),
                fallback("grace", DURATION, "10s", "How long a tick waits unchanged before it counts"),
                fallback("expires", DURATION, "7d", "How long a plan waits, and an approval lasts"),
                fallback("max_late", DURATION, "1d", "How late a step may start after its time"),
                key("people", new Table(person()), "Who may approve what; everyone everything if left out"),
                fallback(
                        "ladder",
                        new Whole(0, 1000),
                        "10",
                        "After so many unchanged plans automatic approval is proposed; 0 for never"),
                key("auto", new ListOf(automatic()), "Plans that approve themselves"),
                key(
                        "gestures",
                        unbuilt(
                                "every gesture would count all the same; approval.people names gestures person by person"),
                        "Which gestures count for which risk"),
                key("signed", unbuilt("no signature would be asked for"), "Risks that need a signature"));
    }

    private static Shape unbuilt(String why) {
        return new Unbuilt(Optional.empty(), why);
    }

    private static Shape person() {
        return closed(
                required("may", RISK, "The highest risk they may approve"),
                key("clients", TEXTS, "For these clients; all if left out"),
                key("gestures", TEXTS, "By these gestures; all if left out"));
    }

    private static Shape automatic() {
        return closed(
                required("skill", new Scalar(Kind.SKILL_GLOB), "The only skill such a plan may use"),
                required("rule", TEXT, "The rule that must have made it"),
                required("per_day", new Whole(1, 10_000), "How many a day at most"),
                key(
                        "since",
                        new Scalar(Kind.DAY),
                        "Counts from this day on; a later day starts again what was stopped"));
    }

    private static Shape policy() {
        return closed(
                key(
                        "recipients",
                        closed(fallback("unknown", RISK, "high", "The risk of a recipient nobody knows")),
                        "Whom things may go to"),
                key(
                        "money",
                        closed(
                                fallback("high_at", new Scalar(Kind.AMOUNT), "200 EUR", "From here it is risky"),
                                fallback("refuse_at", new Scalar(Kind.AMOUNT), "5000 EUR", "From here it is refused")),
                        "Amounts; none for no bound"),
                key("per_day", new Table(new Whole(0, 1_000_000)), "Live calls a day, by skill"),
                key("hosts", new ListOf(new Scalar(Kind.HOST)), "Hosts that may be reached; any if left out"));
    }

    private static Shape job() {
        return open(
                key("name", TEXT, "Its name"),
                key("cron", TEXT, "When, in five fields"),
                key("every", DURATION, "How often"),
                key("do", TEXT, "The command it runs"),
                key("catchup", TEXT, "one, skip or all, where runs were missed"),
                key("max_late", DURATION, "How late it may start"));
    }

    private static List<Shape.Key> riskKeys() {
        return List.of(
                key("low", TEXTS, "Who may approve low risk"),
                key("normal", TEXTS, "Who may approve normal risk"),
                key("high", TEXTS, "Who may approve high risk"));
    }

    static Keys closed(Shape.Key... keys) {
        return new Keys(List.of(keys), false, Optional.empty());
    }

    private static Keys open(Shape.Key... keys) {
        return new Keys(List.of(keys), true, Optional.empty());
    }

    /** With the properties that Obsidian itself gives to notes. */
    private static Keys note(Shape.Key... keys) {
        List<Shape.Key> all = new java.util.ArrayList<>(List.of(keys));
        all.add(key("tags", ANYTHING, "Obsidian's tags"));
        all.add(key("aliases", ANYTHING, "Obsidian's other names of the note"));
        all.add(key("cssclasses", ANYTHING, "Obsidian's style classes"));
        return new Keys(all, false, Optional.empty());
    }

    static Shape.Key key(String name, Shape shape, String doc) {
        return new Shape.Key(name, shape, "", false, doc);
    }

    static Shape.Key required(String name, Shape shape, String doc) {
        return new Shape.Key(name, shape, "", true, doc);
    }

    static Shape.Key fallback(String name, Shape shape, String fallback, String doc) {
        return new Shape.Key(name, shape, fallback, false, doc);
    }
}
