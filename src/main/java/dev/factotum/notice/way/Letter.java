package dev.factotum.notice.way;

import dev.factotum.config.Risk;
import java.util.List;
import java.util.Optional;

/**
 * One message to a person. Its words are plain text, already cut and cleaned; each way of telling sees to it that none of
 * them is read as markup or as a mention.
 *
 * @param title one line
 * @param lines below it
 * @param risk of the riskiest that it tells of
 * @param link where the matter opens in Obsidian
 * @param buttons rows of buttons, for the ways that have them
 */
public record Letter(String title, List<String> lines, Risk risk, Optional<String> link, List<List<Button>> buttons) {
    public Letter {
        lines = List.copyOf(lines);
        buttons = buttons.stream().map(List::copyOf).toList();
    }

    /** @param data what is sent back when it is pressed; 64 bytes at most */
    public record Button(String label, String data) {
        /** Without the code in it. */
        @Override
        public String toString() {
            return label;
        }
    }

    /** Everything but the title, the link last. */
    String body() {
        StringBuilder body = new StringBuilder(String.join("\n", lines));
        link.ifPresent(to -> body.append(body.isEmpty() ? "" : "\n").append(to));
        return body.toString();
    }

    String whole() {
        String body = body();
        return body.isEmpty() ? title : title + "\n" + body;
    }
}
