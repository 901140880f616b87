package dev.factotum.vault;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one flat JSON object: texts, whole numbers, truth values, lists of texts and objects of texts. What is
 * none of these is ignored on reading.
 */
final class JsonFields {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** A field is missing or is not what it should be. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    /** Reads exactly one object. */
    static JsonFields read(byte[] bytes, int offset, int length) throws MalformedException {
        JsonFields fields = new JsonFields();
        try (JsonParser json = FACTORY.createParser(bytes, offset, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("no JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                Object value = value(json, json.nextToken());
                if (value != null) {
                    fields.values.put(name, value);
                }
            }
            if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
                throw new MalformedException("more than one JSON object");
            }
            return fields;
        } catch (JsonProcessingException broken) {
            throw new MalformedException(broken.getOriginalMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static JsonFields read(byte[] bytes) throws MalformedException {
        return read(bytes, 0, bytes.length);
    }

    private static @Nullable Object value(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        if (token == JsonToken.VALUE_NUMBER_INT && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return json.getLongValue();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        if (token == JsonToken.START_ARRAY) {
            List<String> items = new ArrayList<>();
            for (JsonToken item = json.nextToken();
                    item != JsonToken.END_ARRAY && item != null;
                    item = json.nextToken()) {
                if (item == JsonToken.VALUE_STRING) {
                    items.add(json.getText());
                } else {
                    json.skipChildren();
                }
            }
            return items;
        }
        if (token == JsonToken.START_OBJECT) {
            Map<String, String> entries = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    entries.put(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
            return entries;
        }
        return null;
    }

    JsonFields put(String name, String value) {
        values.put(name, value);
        return this;
    }

    JsonFields put(String name, long value) {
        values.put(name, value);
        return this;
    }

    JsonFields put(String name, boolean value) {
        values.put(name, value);
        return this;
    }

    JsonFields put(String name, Instant value) {
        return put(name, value.toString());
    }

    JsonFields put(String name, List<String> value) {
        values.put(name, value);
        return this;
    }

    JsonFields put(String name, Map<String, String> value) {
        values.put(name, value);
        return this;
    }

    /** Writes the text form of a value that is present; leaves the field out where it is not. */
    JsonFields put(String name, Optional<?> value) {
        value.ifPresent(there -> values.put(name, there.toString()));
        return this;
    }

    String text(String name) throws MalformedException {
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw new MalformedException("no text " + name);
    }

    Optional<String> maybe(String name) {
        return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    long number(String name) throws MalformedException {
        if (values.get(name) instanceof Long number) {
            return number;
        }
        throw new MalformedException("no number " + name);
    }

    boolean truth(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    Instant instant(String name) throws MalformedException {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException broken) {
            throw new MalformedException("no instant " + name);
        }
    }

    List<String> texts(String name) {
        List<String> found = new ArrayList<>();
        if (values.get(name) instanceof List<?> items) {
            items.forEach(item -> found.add(String.valueOf(item)));
        }
        return found;
    }

    Map<String, String> object(String name) {
        Map<String, String> found = new LinkedHashMap<>();
        if (values.get(name) instanceof Map<?, ?> entries) {
            entries.forEach((key, value) -> found.put(String.valueOf(key), String.valueOf(value)));
        }
        return found;
    }

    /** One line without a line break at its end. */
    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> field : values.entrySet()) {
                json.writeFieldName(field.getKey());
                write(json, field.getValue());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof List<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                json.writeString(item.toString());
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> entries) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                json.writeStringField(
                        entry.getKey().toString(), entry.getValue().toString());
            }
            json.writeEndObject();
        } else {
            json.writeString(value.toString());
        }
    }
}
