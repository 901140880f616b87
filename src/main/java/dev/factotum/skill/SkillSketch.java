package dev.factotum.skill;

import java.util.LinkedHashMap;
import java.util.Map;

/** The files of a new skill that works as it stands: one script, its schema and a test. */
public final class SkillSketch {
    private SkillSketch() {}

    /** By path within the folder. @param name as {@link SkillReader} takes it */
    public static Map<String, String> files(String name) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("SKILL.md", SKILL.replace("NAME", name));
        files.put("scripts/run.py", SCRIPT);
        files.put("tests/greets.json", TEST);
        return files;
    }

    private static final String SKILL = """
            ---
            name: NAME
            description: Greets somebody by name. Use it when a greeting is wanted.
            metadata:
              version: "1"
              factotum.run: python3 scripts/run.py
              factotum.effect: read
              factotum.outward: "no"
              factotum.risk: low
              factotum.timeout: 20s
            ---

            # NAME

            Say here, for the planner, when this skill helps and how to use it well. `agent skills --help` lists what the
            keys above may be.

            ## What it takes

            ```yaml schema
            properties:
              who: { type: string, description: Whom to greet. }
            required: [who]
            ```

            ## What it answers

            ```yaml result
            properties:
              greeting: { type: string, description: The greeting. }
            ```
            """;

    private static final String SCRIPT = """
            import json
            import sys

            order = json.load(sys.stdin)
            who = order["arguments"]["who"]
            greeting = f"Hello {who}"
            print(json.dumps({
                "success": True,
                "skill": order["skill"],
                "data": {"greeting": greeting, "receipt": greeting},
            }))
            """;

    private static final String TEST = """
            {
              "arguments": { "who": "Jo" },
              "expect": { "success": true, "data": { "greeting": "Hello Jo" } }
            }
            """;
}
