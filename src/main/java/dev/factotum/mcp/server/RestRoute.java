package dev.factotum.mcp.server;

import java.util.List;
import java.util.Map;

/**
 * One address of a named server.
 *
 * @param does what is done with a request to it
 */
record RestRoute(Named server, String method, String path, Does does) {
    sealed interface Does {
        /**
         * Asks for a step with the first of these tools that there is.
         *
         * @param aliases names under which the source document's callers know an argument
         */
        record Ask(List<String> tools, Map<String, String> aliases) implements Does {}

        /** Asks for a post on the network that the body names. */
        record AskOnNetwork() implements Does {}

        /** Hands the words of the body to the office. */
        record Hand() implements Does {}

        /** What waits of one kind. */
        record Waiting(String kind) implements Does {}

        /** The notes of a folder that are about it. @param needed true where nothing is there without a channel */
        record Notes(String folder, List<String> words, boolean needed) implements Does {}

        /** Nothing yet. */
        record NotYet(String what) implements Does {}
    }

    private static final List<String> X = List.of("x", "twitter");
    private static final List<String> META = List.of("facebook", "instagram", "threads", "meta");
    private static final String METRICS = "Metrics";
    private static final String SUMMARIES = "Social_Media_Summaries";
    private static final Map<String, String> MAIL =
            Map.of("recipient", "to", "message", "body", "content", "body", "text", "body");
    private static final Map<String, String> POST =
            Map.of("content", "text", "message", "text", "tweet", "text", "caption", "text");

    /** All 22, as the source document has them. */
    static final List<RestRoute> ALL = List.of(
            ask(Named.EMAIL, "/send-email", MAIL, "email.send"),
            get(Named.EMAIL, "/receive-email", new Does.Waiting("email")),
            new RestRoute(Named.EMAIL, "POST", "/process-email", new Does.Hand()),
            get(Named.EMAIL, "/gmail-watch", new Does.NotYet("Watching a Gmail account")),
            ask(Named.BROWSER, "/browse-web", Map.of(), "browser.open", "browser.browse", "browser.read"),
            get(Named.BROWSER, "/scrape-content", new Does.NotYet("Reading web pages")),
            ask(Named.BROWSER, "/automate-browser", Map.of(), "browser.automate", "browser.run"),
            new RestRoute(Named.BROWSER, "POST", "/social-media-post", new Does.AskOnNetwork()),
            get(Named.ODOO, "/financial/records", new Does.NotYet("Reading records from Odoo")),
            ask(
                    Named.ODOO,
                    "/invoices/sync",
                    Map.of(),
                    "odoo.invoices.sync",
                    "odoo.invoice.sync",
                    "odoo.invoice.create"),
            get(Named.ODOO, "/financial/outstanding", new Does.NotYet("Reading open invoices from Odoo")),
            get(Named.ODOO, "/financial/monthly-revenue", new Does.NotYet("Reading revenue from Odoo")),
            ask(Named.X, "/post/tweet", POST, "x.post"),
            ask(Named.X, "/post/thread", Map.of("tweets", "posts", "texts", "posts", "thread", "posts"), "x.thread"),
            get(Named.X, "/metrics/user", new Does.Notes(METRICS, X, true)),
            get(Named.X, "/metrics/tweet", new Does.Notes(METRICS, X, true)),
            get(Named.X, "/summary", new Does.Notes(SUMMARIES, X, false)),
            ask(Named.META, "/post/facebook", POST, "facebook.post"),
            ask(Named.META, "/post/instagram", POST, "instagram.post"),
            get(Named.META, "/insights/facebook", new Does.Notes(METRICS, List.of("facebook"), true)),
            get(Named.META, "/insights/instagram", new Does.Notes(METRICS, List.of("instagram"), true)),
            get(Named.META, "/summary", new Does.Notes(SUMMARIES, META, false)));

    private static RestRoute ask(Named server, String path, Map<String, String> aliases, String... tools) {
        return new RestRoute(server, "POST", path, new Does.Ask(List.of(tools), aliases));
    }

    private static RestRoute get(Named server, String path, Does does) {
        return new RestRoute(server, "GET", path, does);
    }
}
