package dev.factotum.channel.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.channel.sandbox.Media;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What one server allows. Servers differ: many allow far longer posts than the 500 characters of a new one.
 *
 * @param characters of a status with the warning in front of it
 * @param perUrl characters that any web address counts
 * @param files with one status
 * @param description characters of a file's description
 * @param picture bytes; {@code film} the same of a video or a sound
 * @param options of a poll; {@code option} characters of each
 * @param shortest that a poll may be open; {@code longest} the same at most
 */
record Limits(
        int characters,
        int perUrl,
        int files,
        int description,
        long picture,
        long film,
        int options,
        int option,
        Duration shortest,
        Duration longest) {
    /** Of a server that was set up and left as it is. */
    static final Limits USUAL = new Limits(
            500, 23, 4, 1500, 16_777_216, 103_809_024, 4, 50, Duration.ofMinutes(5), Duration.ofSeconds(2_629_746));

    private static final long MOST_COUNT = 100_000;
    private static final long MOST_LARGE = 1 << 30;

    /** What {@code configuration} of {@code /api/v2/instance} says; where it is silent or absurd, the usual. */
    static Limits of(JsonNode configuration) {
        JsonNode statuses = configuration.path("statuses");
        JsonNode files = configuration.path("media_attachments");
        JsonNode polls = configuration.path("polls");
        return new Limits(
                count(statuses, "max_characters", USUAL.characters),
                count(statuses, "characters_reserved_per_url", USUAL.perUrl),
                count(statuses, "max_media_attachments", USUAL.files),
                count(files, "description_limit", USUAL.description),
                large(files, "image_size_limit", USUAL.picture),
                large(files, "video_size_limit", USUAL.film),
                count(polls, "max_options", USUAL.options),
                count(polls, "max_characters_per_option", USUAL.option),
                Duration.ofSeconds(large(polls, "min_expiration", USUAL.shortest.toSeconds())),
                Duration.ofSeconds(large(polls, "max_expiration", USUAL.longest.toSeconds())));
    }

    private static int count(JsonNode group, String name, int usual) {
        long said = group.path(name).asLong(0);
        return said > 0 && said <= MOST_COUNT ? (int) said : usual;
    }

    private static long large(JsonNode group, String name, long usual) {
        long said = group.path(name).asLong(0);
        return said > 0 && said <= MOST_LARGE ? said : usual;
    }

    Media media() {
        return new Media(
                MastodonChannel.NAME,
                "media",
                files,
                List.of(
                        new Media.Kind(
                                "picture",
                                Set.of("jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "avif"),
                                picture,
                                false),
                        new Media.Kind("video", Set.of("mp4", "mov", "webm", "m4v"), film, true),
                        new Media.Kind("sound", Set.of("mp3", "ogg", "wav", "flac", "m4a", "opus"), film, true)));
    }
}
