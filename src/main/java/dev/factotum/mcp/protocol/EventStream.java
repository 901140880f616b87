package dev.factotum.mcp.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes the data out of server-sent events, piece by piece as they come. For one thread; whoever feeds it bounds it. */
public final class EventStream {
    private final java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean any;
    private boolean returned;

    /** The data of each event that ends within these bytes. */
    public List<String> take(byte[] bytes) {
        List<String> events = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < bytes.length; at++) {
            boolean feed = bytes[at] == '\n';
            if (feed && returned) {
                start = at + 1;
            } else if (feed || bytes[at] == '\r') {
                line.writeBytes(Arrays.copyOfRange(bytes, start, at));
                start = at + 1;
                ended(events);
            }
            returned = bytes[at] == '\r';
        }
        line.writeBytes(Arrays.copyOfRange(bytes, start, bytes.length));
        return events;
    }

    private void ended(List<String> events) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.isEmpty()) {
            if (any && !data.isEmpty()) {
                events.add(data.toString());
            }
            data.setLength(0);
            any = false;
        } else if (text.startsWith("data:") || text.equals("data")) {
            String value = text.length() > 5 ? text.substring(5) : "";
            data.append(any ? "\n" : "").append(value.startsWith(" ") ? value.substring(1) : value);
            any = true;
        }
    }

    /** One event with this data, which holds no line break. */
    public static byte[] event(byte[] data) {
        byte[] start = "event: message\ndata: ".getBytes(StandardCharsets.UTF_8);
        byte[] event = Arrays.copyOf(start, start.length + data.length + 2);
        System.arraycopy(data, 0, event, start.length, data.length);
        event[event.length - 2] = '\n';
        event[event.length - 1] = '\n';
        return event;
    }
}
