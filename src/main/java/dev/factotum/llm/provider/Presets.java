package dev.factotum.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.llm.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Providers that are known by name, from {@code presets.json}: the keys are those of {@code models.providers}. */
final class Presets {
    private final JsonNode table;

    private Presets(JsonNode table) {
        this.table = table;
    }

    static Presets packaged() {
        try (InputStream in = Presets.class.getResourceAsStream("presets.json")) {
            if (in == null) {
                throw new IllegalStateException("presets.json is not in the jar");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Presets(Json.read(text).orElseThrow(() -> new IllegalStateException("presets.json is no JSON")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        table.fieldNames().forEachRemaining(names::add);
        return names;
    }

    Optional<Map<String, String>> of(String name) {
        if (!table.has(name)) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        table.path(name)
                .properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        return Optional.of(values);
    }
}
