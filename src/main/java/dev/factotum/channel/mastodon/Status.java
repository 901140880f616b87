package dev.factotum.channel.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/** A status as a server answers it. Whatever is missing is empty: servers differ, and so do their versions. */
record Status(JsonNode json) {
    /** No server lets a post be longer. */
    private static final int LONGEST = 500_000;

    /** Its number; empty where it is none. */
    String id() {
        String id = json.path("id").asText("");
        return id.length() <= 20 && !id.isEmpty() && id.chars().allMatch(c -> c >= '0' && c <= '9') ? id : "";
    }

    String url() {
        return json.path("url").asText("");
    }

    /** The same on every server. */
    String uri() {
        return json.path("uri").asText(url());
    }

    Audience audience() {
        return Audience.of(json.path("visibility").asText());
    }

    Optional<String> answers() {
        return Optional.of(json.path("in_reply_to_id").asText("")).filter(id -> !id.isEmpty() && !id.equals("null"));
    }

    Instant at() {
        try {
            return OffsetDateTime.parse(json.path("created_at").asText()).toInstant();
        } catch (DateTimeException none) {
            return Instant.EPOCH;
        }
    }

    /** {@code @jo@craft.example}, with the server's own host where its author is there. */
    String author(URI server) {
        String account = json.path("account").path("acct").asText("");
        return "@" + account + (account.contains("@") ? "" : "@" + server.getHost());
    }

    /** Where it stands on our own server, to be read, and answered without a search. */
    String address(URI server) {
        return server + "/@" + json.path("account").path("acct").asText("") + "/" + id()
                + audience().mark();
    }

    String warning() {
        return json.path("spoiler_text").asText("").strip();
    }

    /** As its readers see it: the warning, the text, the answers of its poll, and what its files show. */
    String shown() {
        StringBuilder text = new StringBuilder();
        if (!warning().isEmpty()) {
            text.append("Warning: ").append(warning()).append("\n\n");
        }
        text.append(text());
        json.path("poll")
                .path("options")
                .forEach(option ->
                        text.append("\n- ").append(option.path("title").asText()));
        json.path("media_attachments")
                .forEach(file -> text.append("\n[")
                        .append(file.path("type").asText("file").toLowerCase(Locale.ROOT))
                        .append(
                                file.path("description").asText("").isBlank()
                                        ? ""
                                        : ": " + file.path("description").asText())
                        .append(']'));
        return text.toString().strip();
    }

    /** Its HTML as plain text; a link is its whole address, as servers hide parts of it only by style. */
    String text() {
        String html = json.path("content").asText("");
        Element body = Jsoup.parse(html.length() > LONGEST ? html.substring(0, LONGEST) : html)
                .body();
        body.select("p, blockquote, ul, ol, pre").forEach(part -> part.before(new TextNode("\n\n")));
        body.select("li").forEach(item -> item.before(new TextNode("\n- ")));
        return body.wholeText()
                .replaceAll("[ \\t]+\n", "\n")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }
}
