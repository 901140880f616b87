package dev.factotum.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.factotum.markdown.Yaml;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaNameTest {
    private static final String META = "{\"$ref\": \"https://json-schema.org/draft/2020-12/schema\"}";

    private static Schema schema(String document) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(document, InputFormat.JSON);
    }

    @ParameterizedTest
    @EnumSource(SchemaName.class)
    void everySchemaIsAValidDocumentOfItsDialect(SchemaName name) {
        assertEquals(java.util.List.of(), schema(META).validate(name.document(), InputFormat.JSON), name::document);
        assertTrue(name.document().contains("\"$schema\" : \"https://json-schema.org/draft/2020-12/schema\""));
    }

    @Test
    void theExampleOfTheFormatsFitsItsSchema() {
        assertEquals(
                java.util.List.of(),
                schema(SchemaName.AGENT.document()).validate(SettingsFileTest.EXAMPLE, InputFormat.YAML));
    }

    /** The checker and the schema come from one table and must say the same. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            agent      | approval: { grace: 10s }               | true
            agent      | approval: { grace: ten }               | false
            agent      | approval: { grace: }                   | true
            agent      | approval: [a]                          | false
            agent      | version: 1                             | true
            agent      | version: 2                             | false
            agent      | concurrency: 0                         | false
            agent      | accounts: { a: { channel: x } }        | true
            agent      | accounts: { a: { user: x } }           | false
            agent      | accounts: { a: { channel: x, key: y } }| false
            agent      | policy: { money: { high_at: none } }   | true
            agent      | policy: { money: { high_at: 12 } }     | false
            agent      | policy: { hosts: a.example, b.example }| true
            agent      | nonsense: 1                            | true
            client     | posting_times: { x: [MON 09:00] }      | true
            client     | posting_times: { x: [MON 24:00] }      | false
            client     | approvers: { high: [sam] }             | true
            agent-file | temperature: 3                         | false
            agent-file | budget: { day: 200 calls, 1.00 USD }   | true
            agent-file | approval: sometimes                    | false
            rule       | when: { kind: email }                  | true
            rule       | priority: 3                            | false
            rule       | when: { any: [ { has: amount } ] }     | true
            rule       | when: { any: [ { has: charm } ] }      | false
            rule       | when: { not: { not: { age: 3d } } }    | true
            """)
    void checkerAndSchemaAgree(String name, String yaml, boolean good) {
        SchemaName schema = SchemaName.of(name).orElseThrow();
        Findings findings = new Findings();
        Yaml.Read read = Yaml.read(yaml);
        new Checker(findings).check(schema.keys(), Node.of(((Yaml.Read.Good) read).value(), "x"), "");

        assertEquals(good, findings.faults().isEmpty(), () -> findings.all().toString());
        assertEquals(
                good, schema(schema.document()).validate(yaml, InputFormat.YAML).isEmpty(), schema::document);
    }

    @Test
    void anUnknownNameHasNoSchema() {
        assertEquals(Optional.empty(), SchemaName.of("nothing"));
    }
}
