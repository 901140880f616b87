package dev.factotum.channel.x;

import java.util.Locale;

/**
 * What a file is to X, by its name's ending.
 *
 * @param category as X has it: {@code tweet_image}
 */
record MediaType(String type, String category) {
    static MediaType of(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "png" -> picture("png");
            case "webp" -> picture("webp");
            case "bmp" -> picture("bmp");
            case "tiff" -> picture("tiff");
            case "gif" -> new MediaType("image/gif", "tweet_gif");
            case "mp4" -> new MediaType("video/mp4", "tweet_video");
            case "mov" -> new MediaType("video/quicktime", "tweet_video");
            case "webm" -> new MediaType("video/webm", "tweet_video");
            default -> picture("jpeg");
        };
    }

    boolean inPieces() {
        return !category.equals("tweet_image");
    }

    private static MediaType picture(String kind) {
        return new MediaType("image/" + kind, "tweet_image");
    }
}
