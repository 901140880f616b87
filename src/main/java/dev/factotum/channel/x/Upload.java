package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiCall.Kind;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.port.Multipart;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.Digest;
import dev.factotum.world.World;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Brings one file to X: a picture in one call, a GIF or a video in pieces. Nobody sees it until a post takes it along, and X
 * forgets it after a day, so a try that fails anywhere costs nothing. Where X does not know the calls by resource, those by
 * command are made. Thread-safe.
 */
final class Upload {
    private static final int CHUNK = 4 << 20;
    private static final int MOST_CHUNKS = 1000;
    private static final int MOST_LOOKS = 100;
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MOST_PAUSE = Duration.ofSeconds(30);

    /** For one piece over a slow line. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

    private static final String PATH = "/2/media/upload";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Api api;
    private final World world;

    Upload(Api api, World world) {
        this.api = api;
        this.world = world;
    }

    /** What came of it. */
    sealed interface Uploaded {
        record Ready(String id) implements Uploaded {}

        record Failed(ToolError error) implements Uploaded {}
    }

    /** @param deadline when it is given up */
    Uploaded file(AttachedFile file, Instant deadline) throws InterruptedException {
        MediaType type = MediaType.of(file.name());
        try {
            return type.inPieces() ? inPieces(file, type, deadline) : atOnce(file, type);
        } catch (IOException unreadable) {
            return failed(new ToolError.NotFound(file.name() + " cannot be read"));
        }
    }

    /** What a picture shows, for those who cannot see it. */
    Optional<ToolError> describe(String id, String text) throws InterruptedException {
        ObjectNode body = JSON.objectNode().put("id", id);
        body.putObject("metadata").putObject("alt_text").put("text", text);
        ApiReply reply = api.send(ApiCall.of("POST", "/2/media/metadata", Kind.REPEATABLE)
                .json(body)
                .counted("media"));
        return switch (reply) {
            case ApiReply.Good _ -> Optional.empty();
            case ApiReply.Refused(ToolError error) -> Optional.of(error);
            case ApiReply.Lost(String why) -> Optional.of(new ToolError.Transient(why));
        };
    }

    private Uploaded atOnce(AttachedFile file, MediaType type) throws IOException, InterruptedException {
        byte[] bytes = world.disk().read(file.path(), file.size());
        if (!Digest.of(bytes).equals(file.digest())) {
            return changed(file);
        }
        ObjectNode body = JSON.objectNode()
                .put("media", Base64.getEncoder().encodeToString(bytes))
                .put("media_type", type.type())
                .put("media_category", type.category());
        return id(api.send(call(PATH).json(body)), file);
    }

    private Uploaded inPieces(AttachedFile file, MediaType type, Instant deadline)
            throws IOException, InterruptedException {
        if (file.size() > (long) CHUNK * MOST_CHUNKS) {
            return failed(new ToolError.Validation(file.name() + " is too large for X"));
        }
        ObjectNode begin = JSON.objectNode()
                .put("media_type", type.type())
                .put("total_bytes", file.size())
                .put("media_category", type.category());
        ApiReply begun = api.send(call(PATH + "/initialize").json(begin));
        boolean byCommand = begun instanceof ApiReply.Refused(ToolError error)
                && (error instanceof ToolError.NotFound || error instanceof ToolError.VersionSunset);
        if (byCommand) {
            begun = api.send(command(
                    file,
                    "INIT",
                    multipart -> multipart
                            .text("media_type", type.type())
                            .text("total_bytes", Long.toString(file.size()))
                            .text("media_category", type.category())));
        }
        if (!(id(begun, file) instanceof Uploaded.Ready(String id))) {
            return id(begun, file);
        }
        Optional<Uploaded> broken = pieces(file, id, byCommand, deadline);
        if (broken.isPresent()) {
            return broken.get();
        }
        ApiReply ended = api.send(
                byCommand
                        ? command(file, "FINALIZE", multipart -> multipart.text("media_id", id))
                        : call(PATH + "/" + id + "/finalize"));
        return ended instanceof ApiReply.Good(Answered _, JsonNode json)
                ? processed(file, id, json, deadline)
                : id(ended, file);
    }

    private Optional<Uploaded> pieces(AttachedFile file, String id, boolean byCommand, Instant deadline)
            throws IOException, InterruptedException {
        MessageDigest sha = sha256();
        long offset = 0;
        for (int i = 0; offset < file.size(); i++) {
            byte[] piece = world.disk().readAt(file.path(), offset, (int) Math.min(CHUNK, file.size() - offset));
            if (piece.length == 0) {
                return Optional.of(changed(file));
            }
            if (world.clock().instant().isAfter(deadline)) {
                return Optional.of(late(file));
            }
            sha.update(piece);
            offset += piece.length;
            int index = i;
            ApiReply reply = api.send(
                    byCommand
                            ? command(
                                    file,
                                    "APPEND",
                                    multipart -> multipart
                                            .text("media_id", id)
                                            .text("segment_index", Integer.toString(index))
                                            .file("media", "piece", "application/octet-stream", piece))
                            : call(PATH + "/" + id + "/append")
                                    .json(JSON.objectNode()
                                            .put("segment_index", index)
                                            .put("media", Base64.getEncoder().encodeToString(piece))));
            if (!(reply instanceof ApiReply.Good)) {
                return Optional.of(id(reply, file));
            }
        }
        return new Digest(HexFormat.of().formatHex(sha.digest())).equals(file.digest())
                ? Optional.empty()
                : Optional.of(changed(file));
    }

    /** Waits until X has worked through it, for as long as the call may take. */
    private Uploaded processed(AttachedFile file, String id, JsonNode first, Instant deadline)
            throws InterruptedException {
        JsonNode json = first;
        for (int i = 0; i < MOST_LOOKS; i++) {
            JsonNode info = json.path("data").path("processing_info");
            switch (info.path("state").asText("succeeded")) {
                case "succeeded" -> {
                    return new Uploaded.Ready(id);
                }
                case "failed" -> {
                    String why = info.path("error").path("message").asText("it did not say why");
                    return failed(new ToolError.Validation("X cannot use " + file.name() + ": " + why));
                }
                default -> {}
            }
            Duration pause = Duration.ofSeconds(info.path("check_after_secs").asLong(1));
            pause = pause.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : pause;
            pause = pause.compareTo(MOST_PAUSE) > 0 ? MOST_PAUSE : pause;
            if (world.clock().instant().plus(pause).isAfter(deadline)) {
                return late(file);
            }
            world.clock().pause(pause);
            ApiReply reply = api.send(ApiCall.get(PATH)
                    .with("command", "STATUS")
                    .with("media_id", id)
                    .counted("media"));
            if (!(reply instanceof ApiReply.Good(Answered _, JsonNode seen))) {
                return id(reply, file);
            }
            json = seen;
        }
        return late(file);
    }

    private static ApiCall call(String path) {
        return ApiCall.of("POST", path, Kind.REPEATABLE).counted("media").within(LONGEST_CALL);
    }

    /** The older way: one address, and what is to be done in the form. */
    private static ApiCall command(AttachedFile file, String name, UnaryOperator<Multipart> with) {
        return call(PATH)
                .body(with.apply(new Multipart(file.digest().hex()).text("command", name))
                        .body());
    }

    private static Uploaded id(ApiReply reply, AttachedFile file) {
        return switch (reply) {
            case ApiReply.Good(Answered _, JsonNode json) -> {
                String id = json.path("data")
                        .path("id")
                        .asText(json.path("media_id_string").asText(""));
                yield XPostRef.number(id)
                        ? new Uploaded.Ready(id)
                        : failed(new ToolError.Transient(
                                "X took " + file.name() + " and did not say under which number; nothing was posted"));
            }
            case ApiReply.Refused(ToolError error) -> failed(error);
            case ApiReply.Lost(String why) ->
                failed(new ToolError.Transient(file.name() + " was not uploaded and nothing was posted: " + why));
        };
    }

    private static Uploaded late(AttachedFile file) {
        return failed(
                new ToolError.Transient("X did not get done with " + file.name() + " in time; nothing was posted"));
    }

    private static Uploaded changed(AttachedFile file) {
        return failed(new ToolError.Validation(file.name() + " is not the file that was approved"));
    }

    private static Uploaded failed(ToolError error) {
        return new Uploaded.Failed(error);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
