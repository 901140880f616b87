package dev.factotum.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutlineTest {
    @Test
    void blocksStandInTheOrderOfTheSource() {
        assertOutline("""
                0 Heading 1 <Title>
                1 Paragraph
                2 Item <[ ] **Create** ^s1>
                3   Paragraph
                4   Paragraph
                5 Fence <step> closed <id: s1|cc: >
                6 Rule
                7 Heading 2 <Setext>
                8 Quote
                9   Paragraph
                10   Item <[ ] quoted>
                11     Paragraph
                12 Html
                13 Code
                14 Item ordered <[x] one>
                15   Paragraph
                16   Item <two>
                17     Paragraph
                """, """
                ---
                id: X
                # no heading
                ---
                #  Title  ##

                text
                more
                - [ ] **Create** ^s1

                  → result

                ```step
                id: s1
                cc:\s
                ```
                ***
                Setext
                ------
                > [!note] x
                > - [ ] quoted

                <div>
                # not a heading
                </div>

                    code

                1. [x] one
                   - two
                """);
    }

    @Test
    void offsetsCoverWholeLines() {
        String note = "a\n\n```x\nb\n```\nc";
        Outline outline = Outline.of(note);

        assertEquals(
                "```x\nb\n```\n",
                note.substring(
                        outline.blocks().get(1).start(), outline.blocks().get(1).end()));
        assertEquals(
                "c",
                note.substring(
                        outline.blocks().get(2).start(), outline.blocks().get(2).end()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- [ ] t\n\n  ```text body\n  one\n    two\n\n  ```\n",
                "- [ ] t\n  ```text body\n  one\n    two\n\n  ```\n",
                "-\t[ ] t\n\n\t```text body\n\tone\n\t  two\n\n\t```\n",
                "- [ ] t\n\n   ~~~~  text body  \n  one\n     two\n\n  ~~~~~\n",
                "1.  [ ] t\n\n    ```text body\n    one\n      two\n   \n    ```\n",
                "```text body\none\n  two\n\n```",
                "   ```text body\n one\n     two\n\n```",
                "````text body\none\n  two\n\n`````\n",
                "\uFEFF```text body\none\n  two\n\n```",
            })
    void fenceContentIsAsCommonMarkReadsIt(String note) {
        for (String text : List.of(note, note.replace("\n", "\r\n"))) {
            Block.Fence fence = (Block.Fence) Outline.of(text).blocks().stream()
                    .filter(Block.Fence.class::isInstance)
                    .findFirst()
                    .orElseThrow();

            assertEquals("one\n  two\n\n", fence.content(text), text);
            assertEquals("text body", fence.info().of(text));
            assertTrue(fence.closed());
        }
    }

    @Test
    void tabsAndTrailingBlanksInAFenceSurvive() {
        String note = "```text x\n\ta\t b \n   \n```\n";

        assertEquals("\ta\t b \n   \n", ((Block.Fence) Outline.of(note).blocks().getFirst()).content(note));
    }

    @Test
    void anUnclosedFenceEndsWithItsContainer() {
        assertOutline("0 Fence <step> open <a: b||c>\n", "```step\na: b\n\nc");
        assertOutline("0 Fence <step> open <>\n", "```step");
        assertOutline(
                "0 Item <x>\n1   Paragraph\n2   Fence <step> open <a: b>\n3 Paragraph\n",
                "- x\n  ```step\n  a: b\ny\n");
        assertOutline("0 Quote\n1   Fence <step> open <a: b>\n2 Paragraph\n", "> ```step\n> a: b\ny\n");
    }

    @Test
    void anHtmlCommentHidesUntilItsEnd() {
        assertOutline("0 Html comment\n1 Fence <step> closed <>\n", "<!-- a\n\n```step\n```\n-->\n```step\n```\n");
        assertOutline("0 Html comment open\n", "<!-- a\n\n```step\n```\n");
    }

    @Test
    void obsidianCommentsAreWords() {
        String note = "a %% b %% c\n\n%%\n```step\n```\n- [ ] x\n%%\n\n```step\n```\n";

        assertOutline("0 Paragraph\n1 Paragraph\n2 Paragraph\n3 Fence <step> closed <>\n", note);
        assertEquals(
                List.of("%% b %%", "%%\n```step\n```\n- [ ] x\n%%"),
                Outline.of(note).comments().stream()
                        .map(comment -> note.substring(comment.start(), comment.end()))
                        .toList());
    }

    @Test
    void anObsidianCommentThatIsNeverClosedHidesTheRest() {
        String note = "100 %% sure\n\n```step\n```\n";
        Outline outline = Outline.of(note);

        assertEquals(List.of(new Outline.Comment(4, note.length(), false)), outline.comments());
        assertEquals(1, outline.blocks().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```\n%%\n```\n\n- [ ] x\n",
                "`%%` and ``a ` %%``\n\n- [ ] x\n",
                "\\%% and \\%\\%\n\n- [ ] x\n",
                "<!-- %% -->\n\n- [ ] x\n",
                "<!--\n%%\n\n-->\n\n- [ ] x\n",
                "- a\n  ```\n  %%\n- [ ] x\n",
                "> ```\n> %%\n\n- [ ] x\n",
                "---\na: %%\n---\n\n- [ ] x\n",
                "~~~\n```\n%%\n~~~\n- [ ] x\n",
                "````\n```\n%%\n````\n- [ ] x\n",
                "%% a %% b %% c %%\n- [ ] x\n",
                "%%\na\n%% b %% c %%\n- [ ] x\n"
            })
    void codeAndHtmlHideComments(String note) {
        Outline outline = Outline.of(note);

        assertTrue(outline.comments().stream().allMatch(Outline.Comment::closed), note);
        assertTrue(
                outline.blocks().stream()
                        .anyMatch(block -> block instanceof Block.Item item
                                && item.text().of(note).equals("[ ] x")),
                note);
    }

    @Test
    void quotedBlocksAreKnownAtAnyDepth() {
        Outline outline = Outline.of("> - a\n>   > ```\n>   > x\n\nb\n");

        assertTrue(outline.quoted(outline.blocks().stream()
                .filter(Block.Fence.class::isInstance)
                .findFirst()
                .orElseThrow()));
        assertFalse(outline.quoted(outline.blocks().getFirst()));
        assertFalse(outline.quoted(outline.blocks().getLast()));
    }

    @Test
    void linkDefinitionsAreParagraphs() {
        assertOutline("0 Paragraph\n1 Paragraph\n", "[a]: https://x.example\n\ntext\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> ",
                "- ",
                "* ",
                "1. ",
                "[",
                "](",
                "`",
                "``` ",
                "*",
                "_a_ ",
                "<a b ",
                "<!--",
                "%%",
                "\\",
                "&",
                "![",
                "\n> ",
                "\n- a\n ",
                "\n```\n",
                "\r",
                "\t",
                "\0",
                "<div>\n",
                "~",
                "    \n",
                "\n  - x",
                "| a ",
                "-\n",
                "=\n",
                "[a]: b\n",
                "\n\n",
                "> - ",
                ">\n\n",
                "%% ",
                "`a``",
                "- [ ] a\n\n  ",
                "<a b='"
            })
    void noTextIsTooMuch(String piece) {
        String note = piece.repeat(200_000 / piece.length());

        Outline outline = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Outline.of(note));

        assertTrue(outline.blocks().size() <= note.length());
    }

    @Test
    void deepeningIndentationIsNotTooMuch() {
        StringBuilder note = new StringBuilder();
        for (int depth = 0; depth < 600; depth++) {
            note.append("  ".repeat(depth)).append("- x\n");
        }

        assertTrue(Outline.of(note.toString()).blocks().size() > 100);
    }

    @Test
    void randomTextHasAnOutlineWithinItsBounds() {
        Random random = new Random(42);
        String[] pieces = {
            "- [ ] ",
            "```step\n",
            "```\n",
            "> ",
            "%%",
            "\n",
            "\r\n",
            "\r",
            "  ",
            "\t",
            "a",
            "<!--",
            "-->",
            "1. ",
            "#",
            "---\n",
            "===\n",
            "\uFEFF",
            "\0",
            "`",
            "~~~",
            "[x](y)",
            "<div>",
            "\\",
            "😀",
            "    "
        };
        for (int round = 0; round < 10_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String note = text.toString();
            int last = 0;
            for (Block block : Outline.of(note).blocks()) {
                assertTrue(block.start() >= last && block.start() <= block.end() && block.end() <= note.length(), note);
                last = block.start();
                if (block instanceof Block.Fence fence) {
                    fence.lines()
                            .forEach(line -> assertTrue(
                                    line.start() <= line.end()
                                            && line.start() >= block.start()
                                            && line.end() <= block.end(),
                                    note));
                }
            }
        }
    }

    private static void assertOutline(String expected, String note) {
        Outline outline = Outline.of(note);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < outline.blocks().size(); i++) {
            Block block = outline.blocks().get(i);
            int depth = 0;
            for (int at = block.place().parent();
                    at >= 0;
                    at = outline.blocks().get(at).place().parent()) {
                depth++;
            }
            out.append(i)
                    .append(' ')
                    .append("  ".repeat(depth))
                    .append(shown(block, note))
                    .append('\n');
        }
        assertEquals(expected, out.toString());
    }

    private static String shown(Block block, String note) {
        return switch (block) {
            case Block.Heading heading ->
                "Heading " + heading.level() + " <" + heading.text().of(note) + ">";
            case Block.Fence fence ->
                "Fence <" + fence.info().of(note) + "> " + (fence.closed() ? "closed" : "open") + " <"
                        + String.join(
                                "|",
                                fence.lines().stream()
                                        .map(line -> line.of(note))
                                        .toList()) + ">";
            case Block.Item item ->
                "Item " + (item.ordered() ? "ordered " : "") + "<" + item.text().of(note) + ">";
            case Block.Quote ignored -> "Quote";
            case Block.Html html -> "Html" + (html.comment() ? " comment" : "") + (html.closed() ? "" : " open");
            case Block.Code ignored -> "Code";
            case Block.Paragraph ignored -> "Paragraph";
            case Block.Rule ignored -> "Rule";
        };
    }
}
