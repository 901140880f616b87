package dev.factotum.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PropertyEditsTest {
    private static final List<String> ORDER = List.of(
            "approve", "risk", "client", "agent", "kind", "from", "due", "rev", "duplicate_of", "edit_of", "id");

    @Test
    void aValueIsReplacedWhereItStandsAndNothingElse() {
        String note = """
                ---
                # mine
                tags: [a,   b]   # keep
                approve:   true   # tick me
                from: "Jo
                  Peters"
                list:
                - a
                - b
                # about rev
                rev: 1
                ---
                body
                """;

        assertEquals(
                note.replace("true   #", "false   #")
                        .replace("\"Jo\n  Peters\"", "\"Mia: \\\"x\\\"\"")
                        .replace("list:\n- a\n- b", "list: c")
                        .replace("rev: 1", "rev: 2"),
                edits(note)
                        .setYaml("rev", "2")
                        .setYaml("approve", "false")
                        .set("from", "Mia: \"x\"")
                        .setYaml("list", "c")
                        .apply());
    }

    @Test
    void aMissingValueIsFilledInBehindItsColon() {
        assertEquals(
                "---\nrisk: high\nid: x\n---\n",
                edits("---\nrisk:\nid: x\n---\n").set("risk", "high").apply());
        assertEquals(
                "---\nid: x\nrisk: high\n---\n",
                edits("---\nid: x\nrisk:\n---\n").set("risk", "high").apply());
        assertEquals(
                "---\nrisk: high  # why\n---\n",
                edits("---\nrisk:  # why\n---\n").set("risk", "high").apply());
        assertEquals(
                "---\r\nrisk: high \r\n---\r\n",
                edits("---\r\nrisk: \r\n---\r\n").set("risk", "high").apply());
    }

    @Test
    void newKeysTakeTheirPlaceAmongTheKnownOnes() {
        assertEquals(
                "---\napprove: false\nrisk: high\nclient: Acme BV\nrev: 1\nmine: 1\nid: X\n---\n",
                edits("---\nrisk: high\nmine: 1\nid: X\n---\n")
                        .set("client", "Acme BV")
                        .setYaml("rev", "1")
                        .setYaml("approve", "false")
                        .apply());
    }

    @Test
    void aNewKeyStandsDirectlyBehindItsNearestForerunner() {
        assertEquals(
                "---\nmine: 1\nrisk: high # so\nrev: 1\nlast: 2\n---\n",
                edits("---\nmine: 1\nrisk: high # so\nlast: 2\n---\n")
                        .setYaml("rev", "1")
                        .apply());
        assertEquals(
                "---\nmine: 1\nrev: 1\nid: X\n---\n",
                edits("---\nmine: 1\nid: X\n---\n").setYaml("rev", "1").apply());
        assertEquals(
                "---\nmine: 1\nrev: 1\n---\n",
                edits("---\nmine: 1\n---\n").setYaml("rev", "1").apply());
        assertEquals(
                "---\nid: X\nother: z\n---\n",
                edits("---\nid: X\n---\n").set("other", "z").apply());
    }

    @Test
    void aRemovedKeyTakesItsLinesWithIt() {
        assertEquals(
                "---\n# a\nid: X\n---\n",
                edits("---\n# a\nlist:\n  - a # b\n  - c\nid: X\n---\n")
                        .remove("list")
                        .remove("missing")
                        .apply());
    }

    @Test
    void blockTextIsReplacedWhole() {
        assertEquals(
                "---\na: x\n\n# c\nb: y\n---\n",
                edits("---\na: |\n  one\n\n  two\n\n# c\nb: y\n---\n")
                        .set("a", "x")
                        .apply());
    }

    @Test
    void carriageReturnsAndTheByteOrderMarkAreKept() {
        assertEquals(
                "\uFEFF---\r\nrisk: high\r\nrev: 1\r\n---\r\nbody\r\n",
                edits("\uFEFF---\r\nrisk: normal\r\n---\r\nbody\r\n")
                        .setYaml("rev", "1")
                        .set("risk", "high")
                        .apply());
    }

    @Test
    void aNoteWithoutPropertiesGetsThem() {
        assertEquals(
                "---\nrisk: high\nid: X\n---\n\n# T\n",
                edits("# T\n").set("id", "X").set("risk", "high").apply());
        assertEquals(
                "\uFEFF---\r\nid: X\r\n---\r\n\r\n# T\r\n",
                edits("\uFEFF# T\r\n").set("id", "X").apply());
        assertEquals("---\nid: X\n---\n\n# T\n", edits("\n# T\n").set("id", "X").apply());
        assertEquals("---\nid: X\n---\n", edits("").set("id", "X").apply());
        assertEquals("---\nid: X\n---\n", edits("---\n---\n").set("id", "X").apply());
    }

    @Test
    void propertiesInBracesStayInBraces() {
        assertEquals(
                "---\n{risk: low, mine: 1, rev: 2}\n---\n",
                edits("---\n{risk: high, id: X, mine: 1}\n---\n")
                        .set("risk", "low")
                        .remove("id")
                        .setYaml("rev", "2")
                        .apply());
        assertEquals(
                "---\n{ }\n---\n",
                edits("---\n{ risk: high}\n---\n").remove("risk").apply());
        assertEquals("---\n{a: b}\n---\n", edits("---\n{}\n---\n").set("a", "b").apply());
    }

    @Test
    void charactersBeyondTheBasicPlaneDoNotShiftTheEdit() {
        assertEquals(
                "---\n😀: 😀😀\nrisk: low # 😀\n---\n",
                edits("---\n😀: 😀😀\nrisk: high # 😀\n---\n")
                        .set("risk", "low")
                        .apply());
    }

    @Test
    void faultyPropertiesAreLeftAlone() {
        String note = "---\nfrom: @jo\n---\n";

        assertSame(note, edits(note).set("risk", "high").apply());
    }

    @Test
    void anEditThatChangesNothingGivesBackTheNote() {
        String note = "---\nrisk: high\nid: \"X\"\n---\n";

        assertSame(note, edits(note).set("risk", "high").remove("due").apply());
    }

    @Test
    void randomEditsReadBackAndKeepTheRest() {
        Random random = new Random(20261120);
        for (int round = 0; round < 3_000; round++) {
            String lineBreak = random.nextBoolean() ? "\n" : "\r\n";
            StringBuilder yaml = new StringBuilder();
            for (String key : ORDER) {
                if (random.nextInt(3) == 0) {
                    yaml.append(key)
                            .append(':')
                            .append(value(random).replace("\n", lineBreak))
                            .append(lineBreak);
                }
                if (random.nextInt(4) == 0) {
                    yaml.append("x").append(yaml.length()).append(": # 😀 kept").append(lineBreak);
                }
            }
            String note = "---" + lineBreak + yaml + "---" + lineBreak + "body";
            String key = ORDER.get(random.nextInt(ORDER.size()));
            Properties before = Properties.of(note);
            assertEquals(Optional.empty(), before.fault(), note);

            String edited = edits(note).set(key, "new " + round).apply();
            Properties after = Properties.of(edited);

            assertEquals(Optional.of("new " + round), after.text(key), key + "\n" + edited);
            assertEquals(values(before, key), values(after, key), note);
            String removed = edits(edited).remove(key).apply();
            assertEquals(values(before, key), values(Properties.of(removed), key), note);
            assertEquals(Optional.empty(), Properties.of(removed).text(key), note);
            assertEquals(count(note, "# 😀 kept"), count(removed, "# 😀 kept"), note);
        }
    }

    private static int count(String text, String what) {
        return text.split(what, -1).length;
    }

    private static String value(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 -> " plain";
            case 2 -> "   \"quoted 😀\"  ";
            case 3 -> " [a, {b: c}]";
            case 4 -> "\n- a\n- b: c";
            case 5 -> "\n  x: y\n  z: w";
            case 6 -> " |\n  text\n\n  more";
            default -> " >-\n   folded\n   text";
        };
    }

    private static String values(Properties properties, String except) {
        StringBuilder out = new StringBuilder();
        properties.values().forEach((key, value) -> {
            if (!key.equals(except)) {
                out.append(key)
                        .append('=')
                        .append(value.toString().replaceAll("line=\\d+", ""))
                        .append('\n');
            }
        });
        return out.toString();
    }

    private static PropertyEdits edits(String note) {
        return new PropertyEdits(note, ORDER);
    }
}
