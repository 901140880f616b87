package dev.factotum.crew;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.llm.Prompt.OfferedTool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a skill's instructions, and remembers which were read: what they allow binds the plan. One for one plan. */
final class GuideLookup implements Lookup {
    private static final int LONGEST = 20_000;

    private final List<Guide> guides;
    private final Map<String, Guide> read = new LinkedHashMap<>();

    GuideLookup(List<Guide> guides) {
        this.guides = List.copyOf(guides);
    }

    List<Guide> all() {
        return guides;
    }

    /** Those that were read. */
    List<Guide> read() {
        return List.copyOf(read.values());
    }

    @Override
    public OfferedTool offered() {
        return new OfferedTool(
                "skill_read",
                "Reads the instructions of one of the skills listed under “What you can read up”.",
                JsonShape.object("name", JsonShape.text()));
    }

    @Override
    public int most() {
        return LONGEST;
    }

    @Override
    public String answer(JsonNode arguments) {
        String wanted = arguments.path("name").asText().strip();
        for (Guide guide : guides) {
            if (guide.name().equalsIgnoreCase(wanted)) {
                read.put(guide.name(), guide);
                return guide.body()
                        + guide.allowed()
                                .map(tools -> "\n\nA plan made with it may use nothing but: " + String.join(" ", tools))
                                .orElse("");
            }
        }
        return "There is no skill of this name.";
    }
}
