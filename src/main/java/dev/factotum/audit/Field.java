package dev.factotum.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The fields of a chain entry in the order in which they are written. */
enum Field {
    V("v", true, true),
    SEQ("seq", true, true),
    T("t", false, true),
    TYPE("type", false, true),
    EV("ev", false, true),
    MATTER("matter", false, false),
    N("n", true, false),
    STEP("step", false, false),
    SKILL("skill", false, false),
    BY("by", false, false),
    VIA("via", false, false),
    RECEIPT("receipt", false, false),
    DETAIL("detail", false, false),
    LINE("line", false, true),
    PREV("prev", false, true),
    H("h", false, true);

    private final String key;
    private final boolean number;
    private final boolean required;
    private final byte[] prefix;

    Field(String key, boolean number, boolean required) {
        this.key = key;
        this.number = number;
        this.required = required;
        this.prefix = ("\"" + key + "\":").getBytes(StandardCharsets.UTF_8);
    }

    String key() {
        return key;
    }

    boolean number() {
        return number;
    }

    boolean required() {
        return required;
    }

    /** The key as it is written, with quotes and colon. Not to be changed. */
    byte[] prefix() {
        return prefix;
    }

    /** What is hashed, in the order of RFC 8785: all but {@code prev} and {@code h}, by key. */
    static List<Field> canonical() {
        return Arrays.stream(values())
                .filter(field -> field != PREV && field != H)
                .sorted(Comparator.comparing(Field::key))
                .toList();
    }
}
