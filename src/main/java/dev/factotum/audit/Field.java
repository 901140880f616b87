package dev.factotum.audit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The fields of a chain entry in the order in which they are written. */
enum Field {
    V(0, "v", true, true),
    SEQ(1, "seq", true, true),
    T(2, "t", false, true),
    TYPE(3, "type", false, true),
    EV(4, "ev", false, true),
    MATTER(5, "matter", false, false),
    N(6, "n", true, false),
    STEP(7, "step", false, false),
    SKILL(8, "skill", false, false),
    BY(9, "by", false, false),
    VIA(10, "via", false, false),
    RECEIPT(11, "receipt", false, false),
    DETAIL(12, "detail", false, false),
    LINE(13, "line", false, true),
    PREV(14, "prev", false, true),
    H(15, "h", false, true);

    private final int place;
    private final String key;
    private final boolean number;
    private final boolean required;

    Field(int place, String key, boolean number, boolean required) {
        this.place = place;
        this.key = key;
        this.number = number;
        this.required = required;
    }

    /** Its place in the order, from 0. */
    int place() {
        return place;
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

    /** What is hashed, in the order of RFC 8785: all but {@code prev} and {@code h}, by key. */
    static List<Field> canonical() {
        return Arrays.stream(values())
                .filter(field -> field != PREV && field != H)
                .sorted(Comparator.comparing(Field::key))
                .toList();
    }
}
