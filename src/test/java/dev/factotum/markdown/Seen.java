package dev.factotum.markdown;

import com.vladsch.flexmark.ast.HtmlEntity;
import com.vladsch.flexmark.ast.Paragraph;
import com.vladsch.flexmark.ast.SoftLineBreak;
import com.vladsch.flexmark.ast.Text;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.sequence.Escaping;
import java.util.ArrayList;
import java.util.List;

/** What a reader sees of a rendered note, and which nodes it is made of. */
final class Seen {
    private final Parser parser = Parser.builder().build();

    /** The names of all nodes under the document, outer ones first. */
    List<String> nodes(String markdown) {
        List<String> names = new ArrayList<>();
        names(parser.parse(markdown), names);
        return names;
    }

    private static void names(Node node, List<String> names) {
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            names.add(child.getNodeName());
            names(child, names);
        }
    }

    /** The lines of text that are shown, one string for each, without blank ones. */
    List<String> lines(String markdown) {
        StringBuilder out = new StringBuilder();
        text(parser.parse(markdown), out);
        return out.toString().lines().filter(line -> !line.isBlank()).toList();
    }

    private static void text(Node node, StringBuilder out) {
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            switch (child) {
                case Text text -> out.append(Escaping.unescapeString(text.getChars()));
                case HtmlEntity entity -> out.append(Escaping.unescapeString(entity.getChars()));
                case SoftLineBreak ignored -> out.append('\n');
                default -> text(child, out);
            }
            if (child instanceof Paragraph) {
                out.append('\n');
            }
        }
    }
}
