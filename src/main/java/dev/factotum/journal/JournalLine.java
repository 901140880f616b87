package dev.factotum.journal;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.factotum.config.Addresses;
import dev.factotum.config.Redactor;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One event as one line of JSON: {@code t level pid log event}, then its own fields. Of a fault it has the classes and the
 * places, never what the exception says, for that may quote private text.
 */
final class JournalLine {
    private static final String OURS = "dev.factotum.";

    /** A longer value is cut. */
    private static final int LONGEST = 400;

    /** What lies behind this is not looked at, and never shown: it is cut again after it was made clean. */
    private static final int LONGEST_READ = 16 * 1024;

    private static final int MOST_FIELDS = 24;

    private final Redactor redactor;
    private final StringBuilder line = new StringBuilder(200);

    private JournalLine(Redactor redactor) {
        this.redactor = redactor;
    }

    /** The line, ended. */
    static String of(long pid, Entry entry, Redactor redactor) {
        return new JournalLine(redactor).text(pid, entry);
    }

    private String text(long pid, Entry entry) {
        boolean ours = entry.logger().startsWith(OURS);
        line.append("{\"t\":\"").append(entry.t().truncatedTo(ChronoUnit.MILLIS));
        line.append("\",\"level\":\"")
                .append(entry.level())
                .append("\",\"pid\":")
                .append(pid);
        put("log", ours ? entry.logger().substring(OURS.length()) : entry.logger());
        put(ours ? "event" : "text", entry.message());
        int fields = 0;
        for (KeyValuePair pair : entry.fields()) {
            if (fields++ < MOST_FIELDS) {
                put(pair.key, pair.value);
            }
        }
        if (entry.fault().isPresent()) {
            fault(entry.fault().get());
        }
        return line.append("}\n").toString();
    }

    private void put(String key, @Nullable Object value) {
        line.append(",\"");
        quote(key);
        line.append("\":");
        if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
            line.append(value);
        } else {
            line.append('"');
            quote(clean(String.valueOf(value)));
            line.append('"');
        }
    }

    private String clean(String text) {
        String readable = text.length() <= LONGEST_READ ? text : text.substring(0, LONGEST_READ);
        String clean = Addresses.masked(redactor.redact(readable), false);
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
    }

    private void quote(String text) {
        JsonStringEncoder.getInstance().quoteAsString(text, line);
    }

    private void fault(Entry.Fault fault) {
        put("fault", String.join(" < ", fault.classes()));
        StringBuilder at = new StringBuilder();
        for (StackTraceElement place : fault.places()) {
            String type = place.getClassName();
            at.append(at.isEmpty() ? "" : " ").append(type.substring(type.lastIndexOf('.') + 1));
            at.append('.').append(place.getMethodName()).append(':').append(place.getLineNumber());
        }
        put("at", at);
    }
}
