package dev.factotum.channel.mastodon;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.factotum.http.HttpReply.Answered;
import java.util.Optional;

/** Where the page before or behind begins, as the header {@code Link} says (RFC 8288). */
final class Pages {
    private static final Pattern LINK = Pattern.compile("<([^<>]{1,1000})>\\s*;\\s*rel=\"?([a-z]+)\"?");

    private Pages() {}

    /** @param rel {@code next} for older, {@code prev} for newer; @param parameter of its address: a number */
    static Optional<String> id(Answered answer, String rel, String parameter) {
        Matcher link = LINK.matcher(answer.header("link").orElse(""));
        Pattern value = Pattern.compile("[?&]" + parameter + "=([0-9]{1,20})(&|$)");
        while (link.find()) {
            Matcher found = value.matcher(link.group(1));
            if (link.group(2).equals(rel) && found.find()) {
                return Optional.of(found.group(1));
            }
        }
        return Optional.empty();
    }

    /** Larger where it came later: numbers of any length. */
    static int compare(String one, String other) {
        return one.length() != other.length() ? Integer.compare(one.length(), other.length()) : one.compareTo(other);
    }
}
