package dev.factotum.channel.mastodon;

import java.util.Locale;

/** Who may read a post, from the most people to the fewest. */
enum Audience {
    PUBLIC,
    UNLISTED,
    /** Followers. */
    PRIVATE,
    /** Whom it mentions. */
    DIRECT;

    /** As the server writes it; what is not known counts as public. */
    static Audience of(String word) {
        for (Audience one : values()) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        return PUBLIC;
    }

    /**
     * Of the post that an address names: those of posts for few end in {@code #private} or {@code #direct}, which browsers
     * pass over. So whoever answers knows without asking the server.
     */
    static Audience ofAddress(String url) {
        int mark = url.lastIndexOf('#');
        return mark < 0 ? PUBLIC : of(url.substring(mark + 1));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True where not everybody may read it. */
    boolean narrow() {
        return this == PRIVATE || this == DIRECT;
    }

    /** True where an answer with this would show what was said among few. */
    boolean widerThan(Audience above) {
        return above.narrow() && compareTo(above) < 0;
    }

    /** What an address ends in. */
    String mark() {
        return narrow() ? "#" + word() : "";
    }
}
