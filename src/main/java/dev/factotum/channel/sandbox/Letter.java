package dev.factotum.channel.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one call sends.
 *
 * @param notes what goes beside the content, such as {@code reply_to}; in this order
 * @param content the text as its reader gets it
 * @param outputs what the step answers
 */
public record Letter(Map<String, String> notes, String content, ObjectNode outputs) {
    public Letter {
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }

    /** The arguments of these names that are written, in this order; lists joined by commas. */
    public static Map<String, String> notes(Arguments arguments, String... names) {
        Map<String, String> notes = new LinkedHashMap<>();
        for (String name : names) {
            List<String> values = new ArrayList<>(arguments.list(name));
            values.removeIf(String::isBlank);
            if (!values.isEmpty()) {
                notes.put(name, String.join(", ", values));
            }
        }
        return notes;
    }
}
