package dev.factotum.notice.way;

import dev.factotum.config.Risk;
import dev.factotum.engine.Asked;
import dev.factotum.vault.Vault;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is written of one matter: its title, what happens if it is approved, its risk and where it opens. */
public final class Letters {
    private static final int MOST_LINE = 600;
    private static final int MOST_STEPS = 10;
    private static final int MOST_STEP = 120;

    private Letters() {}

    /** @param buttons rows of them; none where it cannot be decided there */
    public static Letter of(Vault vault, Asked asked, List<List<Letter.Button>> buttons) {
        List<String> lines = new ArrayList<>();
        if (!asked.steps().isEmpty()) {
            lines.add("Step " + Plain.line(String.join(", ", asked.steps()), MOST_STEP) + ": "
                    + words(asked.why()).toLowerCase(java.util.Locale.ROOT) + ".");
        }
        lines.add(Plain.line(asked.ifApproved(), MOST_LINE));
        lines.add("Risk: " + asked.risk().word() + ".");
        return new Letter(headline(asked), lines, asked.risk(), Optional.of(link(vault, asked)), buttons);
    }

    /** The same with each step that will run. */
    public static Letter whole(Vault vault, Asked asked, List<List<Letter.Button>> buttons) {
        Letter brief = of(vault, asked, buttons);
        List<String> lines = new ArrayList<>(brief.lines());
        asked.runs().stream().limit(MOST_STEPS).forEach(step -> lines.add("· " + Plain.line(step, MOST_STEP)));
        if (asked.runs().size() > MOST_STEPS) {
            lines.add("· and " + (asked.runs().size() - MOST_STEPS) + " more");
        }
        lines.add("What it would send stands in the vault.");
        return new Letter(brief.title(), lines, brief.risk(), brief.link(), buttons);
    }

    /** One line of a message about several. */
    public static String brief(Asked asked) {
        String risk = asked.risk() == Risk.HIGH ? " (high risk)" : "";
        return words(asked.why()) + ": " + Plain.title(asked.title()) + risk + ". "
                + Plain.line(asked.ifApproved(), MOST_LINE / 3);
    }

    public static String headline(Asked asked) {
        return words(asked.why()) + ": " + Plain.title(asked.title());
    }

    /** Why it waits, as people say it. */
    private static String words(String why) {
        return switch (why) {
            case "failed" -> "Failed";
            case "unclear" -> "Nobody knows whether it arrived";
            case "expired" -> "Still undecided";
            case "changed" -> "Changed after it was approved";
            case "invalid" -> "Cannot run as it is";
            case "no_plan" -> "Has no plan";
            case "refused" -> "Refused";
            default -> "Waits for you";
        };
    }

    private static String link(Vault vault, Asked asked) {
        String file = asked.file().where();
        String note = file.endsWith(".md") ? file.substring(0, file.length() - 3) : file;
        return "obsidian://open?vault=" + encoded(String.valueOf(vault.root().getFileName())) + "&file="
                + encoded(note);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
