package dev.factotum.llm;

import java.util.Locale;

/** What a call is for; the word stands in its usage line. */
public enum Purpose {
    /** Untrusted text in, strict JSON out. */
    READ,
    PLAN,
    WRITE,
    CHECK,
    STYLE,
    COMMENT,
    VOTE,
    /** Texts in, vectors out: what is alike is found by them. */
    EMBED,
    /** One cheap call to see that a model answers. */
    PROBE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
