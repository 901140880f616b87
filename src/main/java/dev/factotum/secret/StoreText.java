package dev.factotum.secret;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The store's file: {@code {"v":1,"lock":{...},"secrets":{"NAME":{"set":"...","sealed":"..."}}}}. Names and dates stand in
 * clear, so that they can be listed without the key.
 *
 * @param lock empty until something is sealed
 */
record StoreText(Optional<Lock> lock, Map<String, Entry> entries) {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MOST = 10_000;
    private static final int MOST_ROUNDS = 100_000_000;

    static final StoreText EMPTY = new StoreText(Optional.empty(), Map.of());

    StoreText {
        entries = Map.copyOf(entries);
    }

    /** The bytes are no store of ours. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    static StoreText parse(byte[] bytes) throws DamagedException {
        String version = "";
        Optional<Lock> lock = Optional.empty();
        Map<String, Entry> entries = new TreeMap<>();
        try (JsonParser json = FACTORY.createParser(bytes)) {
            expect(json.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "v" -> version = json.getText();
                    case "lock" -> lock = Optional.of(lock(flat(json)));
                    case "secrets" -> entries(json, entries);
                    default -> json.skipChildren();
                }
            }
            expect(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null, "it ends too early");
        } catch (IOException | IllegalArgumentException | DateTimeException broken) {
            throw new DamagedException("it is cut off or was changed");
        }
        expect(version.equals("1"), "its version is “" + version.replaceAll("[^0-9]", "") + "”, this program reads 1");
        return new StoreText(lock, entries);
    }

    private static void expect(boolean held, String otherwise) throws DamagedException {
        if (!held) {
            throw new DamagedException(otherwise);
        }
    }

    private static void entries(JsonParser json, Map<String, Entry> into) throws IOException, DamagedException {
        expect(json.currentToken() == JsonToken.START_OBJECT, "it holds no secrets");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            Map<String, String> fields = flat(json);
            expect(SecretRef.NAME.matcher(name).matches() && into.size() < MOST, "it holds a name that is none");
            Optional<Sealed> sealed = Optional.ofNullable(fields.get("sealed")).map(Sealed::of);
            into.put(
                    name,
                    new Entry(
                            name,
                            Instant.parse(fields.getOrDefault("set", "")),
                            Optional.ofNullable(fields.get("expires")).map(Instant::parse),
                            sealed));
        }
    }

    private static Map<String, String> flat(JsonParser json) throws IOException, DamagedException {
        expect(json.currentToken() == JsonToken.START_OBJECT, "an entry is no object");
        Map<String, String> fields = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken().isScalarValue()) {
                fields.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return fields;
    }

    private static Lock lock(Map<String, String> fields) throws DamagedException {
        Sealed check = Sealed.of(fields.getOrDefault("check", ""));
        if (fields.getOrDefault("kind", "").equals("passphrase")) {
            int rounds = Integer.parseInt(fields.getOrDefault("rounds", ""));
            expect(rounds > 0 && rounds <= MOST_ROUNDS, "its lock is none");
            return new Lock.ByPassphrase(Base64.getDecoder().decode(fields.getOrDefault("salt", "")), rounds, check);
        }
        expect(fields.getOrDefault("kind", "").equals("key-file"), "its lock is of a kind that is not known");
        return new Lock.KeyFile(check);
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("v", 1);
            if (lock.isPresent()) {
                write(json, lock.get());
            }
            json.writeObjectFieldStart("secrets");
            for (Entry entry : new TreeMap<>(entries).values()) {
                json.writeObjectFieldStart(entry.name());
                json.writeStringField("set", entry.set().toString());
                if (entry.expires().isPresent()) {
                    json.writeStringField("expires", entry.expires().get().toString());
                }
                if (entry.sealed().isPresent()) {
                    json.writeStringField("sealed", entry.sealed().get().text());
                } else {
                    json.writeBooleanField("keyring", true);
                }
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Lock lock) throws IOException {
        json.writeObjectFieldStart("lock");
        switch (lock) {
            case Lock.KeyFile file -> json.writeStringField("kind", "key-file");
            case Lock.ByPassphrase by -> {
                json.writeStringField("kind", "passphrase");
                json.writeStringField("function", "PBKDF2-HMAC-SHA256");
                json.writeNumberField("rounds", by.rounds());
                json.writeStringField("salt", Base64.getEncoder().encodeToString(by.salt()));
            }
        }
        json.writeStringField("check", lock.check().text());
        json.writeEndObject();
    }
}
