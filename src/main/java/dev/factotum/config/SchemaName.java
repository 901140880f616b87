package dev.factotum.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.markdown.YamlValue;
import dev.factotum.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The published JSON Schemas of settings, made from the tables that also check them. */
public enum SchemaName {
    AGENT("agent", "agent.yaml"),
    RULE("rule", "the properties of Rules/NAME.md"),
    AGENT_FILE("agent-file", "the properties of Agents/NAME.md"),
    CLIENT("client", "the properties of Clients/NAME/Client.md"),
    PERSONA("persona", "the properties of Persona.md");

    private final String word;
    private final String subject;

    SchemaName(String word, String subject) {
        this.word = word;
        this.subject = subject;
    }

    /** As typed in {@code agent config schema NAME}. */
    public String word() {
        return word;
    }

    public static Optional<SchemaName> of(String word) {
        for (SchemaName name : values()) {
            if (name.word.equals(word)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** The schema as a JSON document of dialect 2020-12, ending in a line break. */
    public String document() {
        ObjectNode schema = new SchemaWriter().document(keys());
        schema.put("title", "Factotum: " + subject);
        return schema.toPrettyString() + "\n";
    }

    /**
     * What is wrong with properties, by the same table: faults first, then keys that nothing reads.
     *
     * @param values with lines counted in the whole file
     * @param file below the vault, for the problems' places
     */
    public List<Problem> check(Map<String, YamlValue> values, String file) {
        Findings findings = new Findings();
        new Checker(findings).check(keys(), Node.tree(values, file, new Origin(file, 1)), "");
        return findings.all();
    }

    Shape.Keys keys() {
        return switch (this) {
            case AGENT -> KeyTables.agent();
            case RULE -> KeyTables.rule();
            case AGENT_FILE -> KeyTables.agentFile();
            case CLIENT -> KeyTables.client();
            case PERSONA -> KeyTables.persona();
        };
    }
}
