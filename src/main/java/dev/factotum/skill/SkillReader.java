package dev.factotum.skill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.markdown.Block;
import dev.factotum.markdown.Outline;
import dev.factotum.markdown.Properties;
import dev.factotum.markdown.Yaml;
import dev.factotum.markdown.YamlValue;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads a skill folder as its author made it: what is missing is said, what is unknown is kept, little is refused. */
final class SkillReader {
    static final String FILE = "SKILL.md";
    private static final int LONGEST_DESCRIPTION = 1024;
    private static final Set<String> TYPES =
            Set.of("string", "integer", "number", "boolean", "array", "object", "null");

    private final String name;
    private final SkillFiles files;
    private final List<String> oddities = new ArrayList<>();

    private SkillReader(String name, SkillFiles files) {
        this.name = name;
        this.files = files;
    }

    /**
     * @param place of the folder, from the vault's root
     * @throws SkillFiles.Refused where it cannot be used
     */
    static Skill read(Path folder, String place, SkillFiles files) throws SkillFiles.Refused {
        String name = String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.matches("[a-z0-9][a-z0-9_-]{0,63}")) {
            throw new SkillFiles.Refused("its folder's name must be of letters a to z, digits and hyphens, at most 64");
        }
        return new SkillReader(name, files).read(folder, place);
    }

    private Skill read(Path folder, String place) throws SkillFiles.Refused {
        byte[] bytes = files.content().get(FILE);
        if (bytes == null) {
            throw new SkillFiles.Refused("it has no " + FILE);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        Properties properties = Properties.of(text);
        if (properties.fault().isPresent()) {
            Yaml.Read.Bad fault = properties.fault().get();
            throw new SkillFiles.Refused(FILE + " line " + fault.line() + ": " + fault.reason());
        }
        String body = text.substring(properties.end()).strip();
        Outline outline = Outline.of(text);
        Metadata metadata = Metadata.of(properties, oddities);
        named(properties);
        Optional<Script> script = Optional.empty();
        if (metadata.run().isPresent()) {
            script = Optional.of(metadata.script(
                    command(metadata.run().get(), "factotum.run"),
                    schema(text, outline, "schema").orElseGet(() -> new SchemaBuilder().build()),
                    schema(text, outline, "result")));
        }
        Optional<Watching> watching = Optional.empty();
        if (metadata.watch().isPresent()) {
            watching = Optional.of(new Watching(
                    command(metadata.watch().get(), "factotum.watch"),
                    metadata.every(),
                    metadata.network(),
                    metadata.secrets()));
        }
        return new Skill(
                name,
                folder,
                place,
                description(properties, body),
                others(properties),
                allowed(properties),
                body,
                files.digest(),
                script,
                watching,
                oddities);
    }

    private void named(Properties properties) {
        Optional<String> written = properties.text("name");
        if (written.isEmpty()) {
            oddities.add("it says no `name`; its folder's name is taken");
        } else if (!written.get().equals(name)) {
            oddities.add("its `name` is " + written.get() + ", which is not its folder's name");
        }
    }

    private String description(Properties properties, String body) {
        Optional<String> written = properties.text("description").map(String::strip);
        if (written.isPresent()) {
            String words = written.get().replaceAll("\\s+", " ");
            return words.length() > LONGEST_DESCRIPTION ? words.substring(0, LONGEST_DESCRIPTION) : words;
        }
        oddities.add("it says no `description`; write what it does and when to use it");
        return body.lines()
                .map(line -> line.replaceFirst("^#+ *", "").strip())
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(line -> line.length() > 200 ? line.substring(0, 200) : line)
                .orElse(name);
    }

    /** Parted by blanks, as the format has it; a list and commas are taken too. */
    private static Optional<List<String>> allowed(Properties properties) {
        YamlValue value = properties.values().get("allowed-tools");
        if (value == null) {
            return Optional.empty();
        }
        List<String> tools = new ArrayList<>();
        switch (value) {
            case YamlValue.Scalar scalar -> tools.addAll(words(scalar.text()));
            case YamlValue.Sequence sequence ->
                sequence.items().forEach(item -> {
                    if (item instanceof YamlValue.Scalar scalar) {
                        tools.addAll(words(scalar.text()));
                    }
                });
            case YamlValue.Mapping _ -> {}
        }
        return Optional.of(tools);
    }

    private static List<String> words(String text) {
        return java.util.Arrays.stream(text.split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Map<String, String> others(Properties properties) {
        TreeMap<String, String> others = new TreeMap<>();
        properties.values().forEach((key, value) -> {
            if (!key.equals("name") && !key.equals("description") && !key.equals("metadata")) {
                others.put(key, value instanceof YamlValue.Scalar scalar ? scalar.text() : YamlJson.of(value) + "");
            }
        });
        return others;
    }

    /** Words without a shell; the first and any other that names a file of the folder is that file. */
    private List<String> command(String written, String key) throws SkillFiles.Refused {
        List<String> words = words(written);
        if (words.isEmpty() || written.matches("(?s).*[\"'\\x00].*")) {
            throw new SkillFiles.Refused(
                    "`" + key + "` is a program and its arguments, parted by blanks, without quotes");
        }
        if (words.getFirst().contains("/") && !files.content().containsKey(plain(words.getFirst()))) {
            throw new SkillFiles.Refused("`" + key + "` names " + words.getFirst() + ", which is not in its folder");
        }
        return words.stream()
                .map(word -> files.content().containsKey(plain(word)) ? plain(word) : word)
                .toList();
    }

    private static String plain(String word) {
        return word.startsWith("./") ? word.substring(2) : word;
    }

    /** What stands in the first fence of this name: {@code yaml schema}. */
    private Optional<Schema> schema(String text, Outline outline, String kind) throws SkillFiles.Refused {
        for (Block block : outline.blocks()) {
            if (block instanceof Block.Fence fence
                    && fence.info().of(text).strip().equals("yaml " + kind)) {
                return Optional.of(schema(fence.content(text), kind));
            }
        }
        return Optional.empty();
    }

    private static Schema schema(String yaml, String kind) throws SkillFiles.Refused {
        switch (Yaml.read(yaml)) {
            case Yaml.Read.Bad(int line, String reason) ->
                throw new SkillFiles.Refused("in its `yaml " + kind + "`, line " + line + ": " + reason);
            case Yaml.Read.Good(YamlValue value) -> {
                JsonNode json = YamlJson.of(value);
                if (!(json instanceof ObjectNode object)
                        || !object.path("properties").isObject()) {
                    throw new SkillFiles.Refused(
                            "its `yaml " + kind + "` is no JSON Schema of an object: it needs `properties:`");
                }
                Optional<String> wrong = wrong(object, 0);
                if (wrong.isPresent()) {
                    throw new SkillFiles.Refused("in its `yaml " + kind + "`: " + wrong.get());
                }
                object.put("type", "object");
                if (!object.has("additionalProperties")) {
                    object.put("additionalProperties", false);
                }
                return new Schema(object);
            }
        }
    }

    /** What no JSON Schema says, as far as plans go by it. */
    private static Optional<String> wrong(JsonNode schema, int depth) {
        JsonNode type = schema.path("type");
        if (type.isTextual() && !TYPES.contains(type.asText())) {
            return Optional.of("there is no type `" + type.asText() + "`");
        }
        if (schema.has("required") && !schema.path("required").isArray()) {
            return Optional.of("`required` is a list, as [who]");
        }
        for (JsonNode property : schema.path("properties")) {
            if (!property.isObject()) {
                return Optional.of("each property is a mapping, as who: { type: string }");
            }
            Optional<String> below = depth < 16 ? wrong(property, depth + 1) : Optional.empty();
            if (below.isPresent()) {
                return below;
            }
        }
        return schema.path("items").isObject() && depth < 16
                ? wrong(schema.path("items"), depth + 1)
                : Optional.empty();
    }
}
