package dev.factotum.intake;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** HTML as a person would read it aloud: paragraphs, list dashes, and where links really lead. */
final class HtmlText {
    private static final int LIMIT = 2_000_000;
    private static final Set<String> SILENT = Set.of("script", "style", "head", "title", "template", "noscript");

    private HtmlText() {}

    static String of(String html) {
        StringBuilder out = new StringBuilder();
        Element body = Jsoup.parse(Lines.cut(html, LIMIT)).body();
        body.traverse(new NodeVisitor() {
            private int silent;

            @Override
            public void head(Node node, int depth) {
                if (node instanceof Element element) {
                    silent += SILENT.contains(element.normalName()) ? 1 : 0;
                    opens(element);
                } else if (silent == 0 && node instanceof TextNode text) {
                    words(text.getWholeText(), out);
                }
            }

            private void opens(Element element) {
                switch (element.normalName()) {
                    case "br" -> out.append('\n');
                    case "li" -> {
                        fresh(out);
                        out.append("- ");
                    }
                    case "tr", "div" -> fresh(out);
                    case "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre", "hr" ->
                        paragraph(out);
                    default -> {}
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (!(node instanceof Element element)) {
                    return;
                }
                silent -= SILENT.contains(element.normalName()) ? 1 : 0;
                switch (element.normalName()) {
                    case "a" -> link(element, out);
                    case "td", "th" -> out.append(' ');
                    case "tr", "div", "li" -> fresh(out);
                    case "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre" ->
                        paragraph(out);
                    default -> {}
                }
            }
        });
        return Lines.tidy(out.toString().replaceAll("\n{3,}", "\n\n"));
    }

    private static void link(Element element, StringBuilder out) {
        String href = element.attr("href").strip();
        boolean web = href.regionMatches(true, 0, "http", 0, 4) || href.regionMatches(true, 0, "mailto:", 0, 7);
        String bare = href.replaceFirst("(?i)^mailto:", "");
        if (web && !element.text().strip().equals(bare)) {
            out.append(" <").append(Lines.one(href, 500)).append('>');
        }
    }

    private static void words(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = Character.isWhitespace(c) || c == '\u00A0';
            if (!space) {
                out.append(c);
            } else if (!out.isEmpty() && !Character.isWhitespace(out.charAt(out.length() - 1))) {
                out.append(' ');
            }
        }
    }

    private static void fresh(StringBuilder out) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
            out.append('\n');
        }
    }

    private static void paragraph(StringBuilder out) {
        fresh(out);
        if (!out.isEmpty() && (out.length() < 2 || out.charAt(out.length() - 2) != '\n')) {
            out.append('\n');
        }
    }
}
