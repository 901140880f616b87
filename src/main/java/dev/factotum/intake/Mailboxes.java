package dev.factotum.intake;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Addresses in header texts, read leniently: what cannot be an address is left out, never guessed at. */
final class Mailboxes {
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?");
    private static final int MOST = 200;

    /** What RFC 5322 allows in a name only between quotes. */
    private static final String SPECIAL = "()<>[]:;@,";

    /** Quotes of every kind are decoration around a name, and a straight one would end it. */
    private static final Pattern QUOTES = Pattern.compile("[\"“”„‟«»\\\\<>]");

    private Mailboxes() {}

    /** All addresses of a header, lower case, in order, each once. */
    static List<String> addresses(String header) {
        List<String> found = new ArrayList<>();
        Matcher matcher = ADDRESS.matcher(withoutQuoted(header));
        while (matcher.find() && found.size() < MOST) {
            String address = matcher.group().toLowerCase(Locale.ROOT);
            if (!found.contains(address)) {
                found.add(address);
            }
        }
        return found;
    }

    /**
     * The one sender of a header as {@code Name <address>} or a bare address, so written that a strict reader of RFC
     * 5322 takes it for one mailbox: a name with a comma, a colon and the like stands in quotes.
     *
     * <p>Empty where a bracket is left open: such a header is a forgery or torn.
     *
     * @param header decoded, one line
     */
    static Optional<String> sender(String header) {
        String plain = withoutQuoted(header);
        int open = plain.lastIndexOf('<');
        if (open >= 0 && plain.indexOf('>', open) < 0) {
            return Optional.empty();
        }
        List<String> found = addresses(open >= 0 ? plain.substring(open) : plain);
        if (found.isEmpty()) {
            found = addresses(plain);
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String address = found.getFirst();
        String name = open > 0 ? name(header.substring(0, open)) : "";
        return Optional.of(
                name.isEmpty() || name.equalsIgnoreCase(address) ? address : phrase(name) + " <" + address + ">");
    }

    /**
     * The address of a sender that is strictly one mailbox and shows no other address outside quotes; empty for everything
     * else.
     *
     * @param sender unfolded, not decoded
     */
    static Optional<String> strictly(String sender) {
        try {
            InternetAddress[] parsed = InternetAddress.parse(sender, true);
            boolean one = parsed.length == 1 && !parsed[0].isGroup();
            boolean single = withoutQuoted(sender).chars().filter(c -> c == '@').count() == 1;
            return one && single && ADDRESS.matches(parsed[0].getAddress())
                    ? Optional.of(parsed[0].getAddress().toLowerCase(Locale.ROOT))
                    : Optional.empty();
        } catch (AddressException malformed) {
            return Optional.empty();
        }
    }

    /** The name without the quotes it may need. */
    static String plainName(String sender) {
        int open = sender.lastIndexOf('<');
        return (open > 0 ? sender.substring(0, open) : sender).replace("\"", "").strip();
    }

    /** A display name as it stands before an address; it holds neither quotes nor backslashes. */
    private static String phrase(String name) {
        return name.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0) ? '"' + name + '"' : name;
    }

    /** Quoted words keep their length and lose what could look like an address. */
    private static String withoutQuoted(String header) {
        StringBuilder plain = new StringBuilder(header.length());
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '"' && (i == 0 || header.charAt(i - 1) != '\\')) {
                quoted = !quoted && header.indexOf('"', i + 1) > 0;
                plain.append(' ');
            } else {
                plain.append(quoted ? ' ' : c);
            }
        }
        return plain.toString();
    }

    /** A display name that shows another address is a lie or a mistake: words with an at sign are left out. */
    private static String name(String before) {
        String plain = QUOTES.matcher(before.replace("\\", "")).replaceAll(" ");
        StringBuilder name = new StringBuilder();
        for (String word : Lines.one(plain, 200).split(" ", 100)) {
            name.append(word.indexOf('@') < 0 ? word + " " : "");
        }
        return Lines.one(name.toString(), 100);
    }
}
