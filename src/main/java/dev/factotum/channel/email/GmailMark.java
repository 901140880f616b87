package dev.factotum.channel.email;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How far a Gmail mailbox has been read: {@code KIND:HISTORY:DAY:AFTERWARDS:PAGE}.
 *
 * @param kind {@code h} for its history since {@code history}, {@code u} for unread and {@code a} for all mails from
 *     {@code day} on, as they stood when {@code history} was its newest
 * @param day of the last look, or from which mails are listed
 * @param afterwards of a history, where to go on once there is no further page; of a list, how many were listed before;
 *     empty at the first page
 * @param page the token of the next page; empty for the first
 */
record GmailMark(char kind, String history, LocalDate day, String afterwards, String page) {
    private static final Pattern FORM =
            Pattern.compile("([hua]):([0-9]{1,30}):([0-9]{4}-[01][0-9]-[0-3][0-9]):([0-9]{0,30}):([!-~]{0,500})");

    static Optional<GmailMark> parse(String text) {
        Matcher form = FORM.matcher(text);
        try {
            return form.matches() && (form.group(1).equals("h") || form.group(4).length() < 8)
                    ? Optional.of(new GmailMark(
                            form.group(1).charAt(0),
                            form.group(2),
                            LocalDate.parse(form.group(3)),
                            form.group(4),
                            form.group(5)))
                    : Optional.empty();
        } catch (java.time.DateTimeException noDay) {
            return Optional.empty();
        }
    }

    static GmailMark history(String from, LocalDate day) {
        return new GmailMark('h', from, day, "", "");
    }

    GmailMark next(String following, String then) {
        return new GmailMark(kind, history, day, then, following);
    }

    @Override
    public String toString() {
        return kind + ":" + history + ":" + day + ":" + afterwards + ":" + page;
    }
}
