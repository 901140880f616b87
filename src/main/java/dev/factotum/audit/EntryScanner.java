package dev.factotum.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads chain entries where they lie, without building trees: 200,000 and more a second. Takes only the one form that
 * {@link EntryWriter} writes: keys in their order, no spaces, no escapes but those of quote and backslash. So what is
 * hashed is the RFC 8785 form of what stands there, and no byte can change unseen. Not thread-safe.
 */
final class EntryScanner {
    private static final Field[] FIELDS = Field.values();
    /** The keys as they are written, with quotes and colon. */
    private static final byte[][] PREFIXES = Arrays.stream(FIELDS)
            .map(field -> ("\"" + field.key() + "\":").getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);

    private static final Field.Form[] FORMS =
            Arrays.stream(FIELDS).map(Field::form).toArray(Field.Form[]::new);

    private static final int[] CANONICAL =
            Field.canonical().stream().mapToInt(Field::place).toArray();
    private static final byte[] DOMAIN = "agent-audit-1\n".getBytes(StandardCharsets.UTF_8);

    private final MessageDigest sha256 = Sha256.start();
    private final int[] starts = new int[FIELDS.length];
    private final int[] ends = new int[FIELDS.length];
    private byte[] bytes = new byte[0];
    private byte[] canonical = new byte[1024];
    private long seq;

    /** Reads one line, its line break left out; false where it is no entry. */
    boolean scan(byte[] line, int from, int to) {
        bytes = line;
        Arrays.fill(starts, -1);
        if (to - from < 2 || line[from] != '{' || line[to - 1] != '}') {
            return false;
        }
        int at = from + 1;
        int next = 0;
        while (true) {
            int field = fieldAt(at, to, next);
            if (field < 0) {
                return false;
            }
            at += PREFIXES[field].length;
            int end = switch (FORMS[field]) {
                case NUMBER -> numberEnd(at, to);
                case TEXT -> textEnd(at, to);
                case HASH -> hashEnd(at, to);
            };
            if (end < 0) {
                return false;
            }
            starts[field] = at;
            ends[field] = end;
            at = end;
            next = field + 1;
            if (next == FIELDS.length) {
                return at == to - 1 && plausible();
            }
            if (line[at] != ',') {
                return false;
            }
            at++;
        }
    }

    private int fieldAt(int at, int to, int next) {
        for (int field = next; field < FIELDS.length; field++) {
            byte[] prefix = PREFIXES[field];
            if (to - at > prefix.length && Arrays.equals(bytes, at, at + prefix.length, prefix, 0, prefix.length)) {
                return field;
            }
            if (FIELDS[field].required()) {
                return -1;
            }
        }
        return -1;
    }

    private int numberEnd(int at, int to) {
        int end = at;
        while (end < to && end - at < 18 && bytes[end] >= '0' && bytes[end] <= '9') {
            end++;
        }
        boolean leadingZero = bytes[at] == '0' && end - at > 1;
        return end == at || leadingZero ? -1 : end;
    }

    private int textEnd(int at, int to) {
        if (bytes[at] != '"') {
            return -1;
        }
        for (int i = at + 1; i < to - 1; i++) {
            byte b = bytes[i];
            if (b == '"') {
                return i + 1;
            }
            if (b == '\\') {
                i++;
                if (bytes[i] != '"' && bytes[i] != '\\') {
                    return -1;
                }
            } else if (b >= 0 && b < 0x20) {
                return -1;
            }
        }
        return -1;
    }

    private int hashEnd(int at, int to) {
        int end = at + Hash.DIGITS + 2;
        boolean quoted = end < to && bytes[at] == '"' && bytes[end - 1] == '"';
        return quoted && Hash.isHex(bytes, at + 1, end - 1) ? end : -1;
    }

    private boolean plausible() {
        int version = Field.V.place();
        if (ends[version] - starts[version] != 1 || bytes[starts[version]] != '1') {
            return false;
        }
        seq = number(Field.SEQ);
        return seq > 0;
    }

    /** The number of the entry that was scanned last. */
    long seq() {
        return seq;
    }

    /** True where {@code h} is the hash of the rest. */
    boolean hashHolds() {
        return hash().equals(hash(Field.H));
    }

    /** The hash of all but {@code h}. */
    private Hash hash() {
        int length = 0;
        length = put(DOMAIN, 0, DOMAIN.length, length);
        length = put(bytes, starts[Field.PREV.place()] + 1, ends[Field.PREV.place()] - 1, length);
        length = put((byte) '\n', length);
        byte before = '{';
        for (int field : CANONICAL) {
            if (starts[field] >= 0) {
                length = put(before, length);
                before = ',';
                byte[] prefix = PREFIXES[field];
                length = put(prefix, 0, prefix.length, length);
                length = put(bytes, starts[field], ends[field], length);
            }
        }
        length = put((byte) '}', length);
        sha256.update(canonical, 0, length);
        return Hash.of(sha256.digest());
    }

    private int put(byte[] from, int start, int end, int length) {
        int total = length + end - start;
        if (total + 2 > canonical.length) {
            canonical = Arrays.copyOf(canonical, 2 * total + 2);
        }
        System.arraycopy(from, start, canonical, length, end - start);
        return total;
    }

    private int put(byte one, int length) {
        canonical[length] = one;
        return length + 1;
    }

    /** One of the three hashes that the entry holds. */
    Hash hash(Field field) {
        return Hash.spelled(bytes, starts[field.place()] + 1);
    }

    /** The text of a field, empty where it is not there. */
    Optional<String> text(Field field) {
        int start = starts[field.place()];
        if (start < 0) {
            return Optional.empty();
        }
        String raw = new String(bytes, start + 1, ends[field.place()] - start - 2, StandardCharsets.UTF_8);
        return Optional.of(raw.indexOf('\\') < 0 ? raw : raw.replaceAll("\\\\(.)", "$1"));
    }

    /** True where the field holds exactly these ASCII letters. */
    boolean is(Field field, byte[] ascii) {
        int start = starts[field.place()];
        return start >= 0 && Arrays.equals(bytes, start + 1, ends[field.place()] - 1, ascii, 0, ascii.length);
    }

    long number(Field field) {
        int start = starts[field.place()];
        long number = 0;
        for (int i = start; start >= 0 && i < ends[field.place()]; i++) {
            number = 10 * number + bytes[i] - '0';
        }
        return number;
    }

    /** The entry as a record; empty where its time or type is none that is known. */
    Optional<AuditRecord> entry() {
        String type = text(Field.TYPE).orElse("");
        Optional<EventType> known = Arrays.stream(EventType.values())
                .filter(value -> value.name().equals(type))
                .findFirst();
        try {
            Instant t = Instant.parse(text(Field.T).orElse(""));
            return known.map(value -> new AuditRecord(
                    seq,
                    t,
                    value,
                    text(Field.EV).orElse(""),
                    text(Field.MATTER),
                    number(Field.N),
                    text(Field.STEP),
                    text(Field.SKILL),
                    text(Field.BY),
                    text(Field.VIA),
                    text(Field.RECEIPT),
                    text(Field.DETAIL),
                    text(Field.LINE).orElse(""),
                    text(Field.PREV).orElse(""),
                    text(Field.H).orElse("")));
        } catch (DateTimeParseException altered) {
            return Optional.empty();
        }
    }
}
