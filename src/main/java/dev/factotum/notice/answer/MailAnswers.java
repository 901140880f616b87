package dev.factotum.notice.answer;

import dev.factotum.engine.Gesture;
import dev.factotum.notice.way.Letter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The port by which the email channel hands over replies that hold a code. */
public final class MailAnswers {
    private static final Pattern ORDER =
            Pattern.compile("(?i)^\\s*(approve|reject|undo)[ \\t]+([A-Za-z0-9_-]{22})\\s*$");
    private static final int MOST_LINES = 20;
    private static final int LONGEST_LINE = 200;

    private final Answers answers;

    public MailAnswers(Answers answers) {
        this.answers = answers;
    }

    /** The message with what to reply. */
    public static Letter asking(Letter letter, String code) {
        List<String> lines = new ArrayList<>(letter.lines());
        lines.add("Reply with this line alone on top: approve " + code);
        lines.add("Or: reject " + code);
        return new Letter(letter.title(), lines, letter.risk(), letter.link(), letter.buttons());
    }

    /**
     * Takes a reply. Whoever calls it vouches that the sender is who the mail says: by a signature of their domain that was
     * checked (DKIM or DMARC), never by the header alone.
     *
     * @param from the sender's address
     * @param text the reply; only what stands above the first quoted line counts
     * @return empty where the mail holds no order
     */
    public Optional<Answered> take(String from, String text) throws IOException {
        for (String line : text.lines().limit(MOST_LINES).toList()) {
            if (line.startsWith(">")) {
                break;
            }
            Matcher order = line.length() > LONGEST_LINE ? null : ORDER.matcher(line);
            if (order != null && order.matches()) {
                String address = from.strip().toLowerCase(Locale.ROOT);
                Press.Act act = Press.Act.valueOf(order.group(1).toUpperCase(Locale.ROOT));
                return Optional.of(answers.take(new Press(act, order.group(2), address, address, Gesture.MAIL, "")));
            }
        }
        return Optional.empty();
    }
}
