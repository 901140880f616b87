package dev.factotum.journal;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.factotum.config.Addresses;
import dev.factotum.config.Redactor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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

    private static final int MOST_FIELDS = 24;
    private static final int MOST_FRAMES = 10;
    private static final int MOST_CAUSES = 4;

    private final Redactor redactor;
    private final StringBuilder line = new StringBuilder(200);

    private JournalLine(Redactor redactor) {
        this.redactor = redactor;
    }

    /** The line, ended. */
    static String of(Instant t, long pid, ILoggingEvent event, Redactor redactor) {
        return new JournalLine(redactor).text(t, pid, event);
    }

    private String text(Instant t, long pid, ILoggingEvent event) {
        String logger = event.getLoggerName();
        boolean ours = logger.startsWith(OURS);
        line.append("{\"t\":\"")
                .append(t.truncatedTo(ChronoUnit.MILLIS))
                .append("\",\"level\":\"")
                .append(event.getLevel());
        line.append("\",\"pid\":").append(pid);
        put("log", ours ? logger.substring(OURS.length()) : logger);
        put(ours ? "event" : "text", event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.stream().limit(MOST_FIELDS).forEach(pair -> put(pair.key, pair.value));
        }
        if (event.getThrowableProxy() != null) {
            fault(event.getThrowableProxy());
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
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return Addresses.masked(redactor.redact(cut), false);
    }

    private void quote(String text) {
        JsonStringEncoder.getInstance().quoteAsString(text, line);
    }

    private void fault(IThrowableProxy thrown) {
        StringBuilder classes = new StringBuilder(thrown.getClassName());
        IThrowableProxy cause = thrown.getCause();
        for (int depth = 1; cause != null && depth < MOST_CAUSES; depth++) {
            classes.append(" < ").append(cause.getClassName());
            cause = cause.getCause();
        }
        put("fault", classes);
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        StringBuilder at = new StringBuilder();
        for (int frame = 0; frame < Math.min(MOST_FRAMES, frames.length); frame++) {
            StackTraceElement place = frames[frame].getStackTraceElement();
            String type = place.getClassName();
            at.append(frame == 0 ? "" : " ").append(type.substring(type.lastIndexOf('.') + 1));
            at.append('.').append(place.getMethodName()).append(':').append(place.getLineNumber());
        }
        put("at", at);
    }
}
