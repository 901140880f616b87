package dev.factotum.channel.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiCall.Kind;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.http.HttpCall.Body;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Gmail's API v1, one method a call (platforms.md 7.1). Thread-safe. */
final class Gmail {
    private static final String ME = "/gmail/v1/users/me";

    /** Larger mails go up as they are instead of within JSON. */
    private static final int SMALL = 3_000_000;

    private static final Duration LONG = Duration.ofMinutes(5);

    private final Api api;

    Gmail(Api api) {
        this.api = api;
    }

    /** {@code emailAddress}, {@code historyId}. */
    ApiReply profile() throws InterruptedException {
        return api.send(ApiCall.get(ME + "/profile"));
    }

    /** {@code messages: [{id, threadId}]}, {@code nextPageToken}. @param page empty for the first */
    ApiReply list(String query, int most, String page) throws InterruptedException {
        ApiCall call = ApiCall.get(ME + "/messages").with("q", query).with("maxResults", Integer.toString(most));
        return api.send(page.isEmpty() ? call : call.with("pageToken", page));
    }

    /** {@code history: [{messagesAdded: [{message}]}]}, {@code historyId}, {@code nextPageToken}. */
    ApiReply history(String since, String label, int most, String page) throws InterruptedException {
        ApiCall call = ApiCall.get(ME + "/history")
                .with("startHistoryId", since)
                .with("historyTypes", "messageAdded")
                .with("labelId", label)
                .with("maxResults", Integer.toString(most));
        return api.send(page.isEmpty() ? call : call.with("pageToken", page));
    }

    /** {@code sizeEstimate}, {@code labelIds}, {@code payload.headers}. */
    ApiReply headers(String id) throws InterruptedException {
        return api.send(ApiCall.get(ME + "/messages/" + safe(id)).with("format", "metadata"));
    }

    /** {@code raw}, in base64url. */
    ApiReply raw(String id) throws InterruptedException {
        return api.send(
                ApiCall.get(ME + "/messages/" + safe(id)).with("format", "raw").within(LONG));
    }

    /** {@code id}, {@code threadId}. */
    ApiReply send(byte[] mail, Optional<String> thread) throws InterruptedException {
        if (mail.length <= SMALL) {
            return api.send(ApiCall.of("POST", ME + "/messages/send", Kind.CREATE)
                    .json(wrapped(mail, thread))
                    .within(LONG));
        }
        return api.send(ApiCall.of("POST", "/upload" + ME + "/messages/send", Kind.CREATE)
                .with("uploadType", "multipart")
                .body(related(mail, thread))
                .within(LONG));
    }

    /** {@code id}, {@code message.id}. */
    ApiReply draft(byte[] mail, Optional<String> thread) throws InterruptedException {
        ObjectNode draft = JsonNodeFactory.instance.objectNode();
        draft.set("message", wrapped(mail, thread));
        return api.send(
                ApiCall.of("POST", ME + "/drafts", Kind.CREATE).json(draft).within(LONG));
    }

    /** {@code drafts: [{id, message}]}. */
    ApiReply drafts(String query) throws InterruptedException {
        return api.send(ApiCall.get(ME + "/drafts").with("q", query).with("maxResults", "1"));
    }

    /** {@code labels: [{id, name}]}. */
    ApiReply labels() throws InterruptedException {
        return api.send(ApiCall.get(ME + "/labels"));
    }

    /** {@code id}. A name that there is already is refused. */
    ApiReply makeLabel(String name) throws InterruptedException {
        return api.send(ApiCall.of("POST", ME + "/labels", Kind.REPEATABLE)
                .json(JsonNodeFactory.instance.objectNode().put("name", name)));
    }

    /** Sets and takes away labels, by their ids. */
    ApiReply modify(String id, List<String> add, List<String> remove) throws InterruptedException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        add.forEach(json.putArray("addLabelIds")::add);
        remove.forEach(json.putArray("removeLabelIds")::add);
        return api.send(ApiCall.of("POST", ME + "/messages/" + safe(id) + "/modify", Kind.REPEATABLE)
                .json(json));
    }

    /** The id of a mail in a list's answer; empty where the list is. */
    static Optional<String> first(JsonNode json, String field) {
        String found = json.path("messages").path(0).path(field).asText("");
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static ObjectNode wrapped(byte[] mail, Optional<String> thread) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("raw", Base64.getUrlEncoder().withoutPadding().encodeToString(mail));
        thread.ifPresent(id -> json.put("threadId", id));
        return json;
    }

    private static Body related(byte[] mail, Optional<String> thread) {
        String boundary = "=_factotum";
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        thread.ifPresent(id -> json.put("threadId", id));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(mail.length + 500);
        bytes.writeBytes(("--" + boundary + "\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n" + json
                        + "\r\n--" + boundary + "\r\nContent-Type: message/rfc822\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(mail);
        bytes.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return new Body("multipart/related; boundary=\"" + boundary + "\"", bytes.toByteArray());
    }

    /** Ids are letters and digits; anything else would lead elsewhere. */
    private static String safe(String id) {
        return id.replaceAll("[^A-Za-z0-9_-]", "");
    }
}
