package dev.factotum.audit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The fields of a chain entry in the order in which they are written. */
enum Field {
    V(0, "v", Form.NUMBER, true),
    SEQ(1, "seq", Form.NUMBER, true),
    T(2, "t", Form.TEXT, true),
    TYPE(3, "type", Form.TEXT, true),
    EV(4, "ev", Form.TEXT, true),
    MATTER(5, "matter", Form.TEXT, false),
    N(6, "n", Form.NUMBER, false),
    STEP(7, "step", Form.TEXT, false),
    SKILL(8, "skill", Form.TEXT, false),
    BY(9, "by", Form.TEXT, false),
    VIA(10, "via", Form.TEXT, false),
    RECEIPT(11, "receipt", Form.TEXT, false),
    DETAIL(12, "detail", Form.TEXT, false),
    LINE(13, "line", Form.HASH, true),
    PREV(14, "prev", Form.HASH, true),
    H(15, "h", Form.HASH, true);

    /** How its value is written. */
    enum Form {
        NUMBER,
        TEXT,
        /** A text of 64 hex digits. */
        HASH
    }

    private final int place;
    private final String key;
    private final Form form;
    private final boolean required;

    Field(int place, String key, Form form, boolean required) {
        this.place = place;
        this.key = key;
        this.form = form;
        this.required = required;
    }

    /** Its place in the order, from 0. */
    int place() {
        return place;
    }

    String key() {
        return key;
    }

    Form form() {
        return form;
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
