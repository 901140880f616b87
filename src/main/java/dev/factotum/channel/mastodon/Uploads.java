package dev.factotum.channel.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiCall.Kind;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.port.Multipart;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Brings files to the server. What no post uses is thrown away there after a day, so an upload may be lost or repeated. */
final class Uploads {
    private static final Duration SLOW = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** What the post itself may still take. */
    private static final Duration LEFT = Duration.ofSeconds(40);

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("png", "image/png"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("heic", "image/heic"),
            Map.entry("heif", "image/heif"),
            Map.entry("avif", "image/avif"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("m4v", "video/mp4"),
            Map.entry("mov", "video/quicktime"),
            Map.entry("webm", "video/webm"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("opus", "audio/ogg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("flac", "audio/flac"));

    private final Vault vault;
    private final Api api;

    Uploads(Vault vault, Api api) {
        this.vault = vault;
        this.api = api;
    }

    sealed interface Uploaded {
        record Ready(String id) implements Uploaded {}

        record Failed(ToolError error) implements Uploaded {}
    }

    /** @param description for people who cannot see it; may be empty @param end when the post is given up */
    Uploaded upload(AttachedFile file, String description, String key, Instant end) throws InterruptedException {
        Multipart form = new Multipart(key);
        if (!description.isEmpty()) {
            form.text("description", description);
        }
        try {
            form.file(
                    "file", file.name(), type(file.name()), vault.world().disk().read(file.path(), file.size()));
        } catch (IOException unreadable) {
            return new Uploaded.Failed(new ToolError.NotFound(file.name() + " cannot be read"));
        }
        ApiReply reply = api.send(ApiCall.of("POST", "/api/v2/media", Kind.REPEATABLE)
                .body(form.body())
                .counted("media")
                .within(SLOW));
        if (!(reply instanceof ApiReply.Good(Answered answer, JsonNode json))) {
            return new Uploaded.Failed(reply.failure());
        }
        String id = new Status(json).id();
        if (id.isEmpty()) {
            return new Uploaded.Failed(reply.failure());
        }
        return answer.status() == 202 ? wait(file, id, end) : new Uploaded.Ready(id);
    }

    /** 206 while the server is at it, 200 once it is done, 422 where it cannot. */
    private Uploaded wait(AttachedFile file, String id, Instant end) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (now().plus(pause).plus(LEFT).isBefore(end)) {
            vault.world().clock().pause(pause);
            ApiReply reply = api.send(ApiCall.get("/api/v1/media/" + id));
            switch (reply) {
                case ApiReply.Good(Answered answer, var _) when answer.status() == 206 -> {}
                case ApiReply.Good _ -> {
                    return new Uploaded.Ready(id);
                }
                case ApiReply.Refused(ToolError.Transient _) -> {}
                case ApiReply.Refused _, ApiReply.Lost _ -> {
                    return new Uploaded.Failed(reply.failure());
                }
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        return new Uploaded.Failed(
                new ToolError.Transient(MastodonChannel.NAME + " is still at work on " + file.name()));
    }

    private Instant now() {
        return vault.world().clock().instant();
    }

    private static String type(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(ending, "application/octet-stream");
    }
}
