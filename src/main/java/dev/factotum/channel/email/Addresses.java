package dev.factotum.channel.email;

import com.google.re2j.Pattern;
import dev.factotum.channel.sandbox.Texts;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one RFC 5322 mailbox strictly: what is not surely one whole address of one receiver is none. */
final class Addresses {
    private static final int LONGEST = 1000;
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 253;
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9-]*[a-z][a-z0-9-]*");
    private static final Pattern NOBODY = Pattern.compile(
            "(.*[-_.+])?(no|do[-_.]?not|dont)[-_.]?reply[0-9]*([-_.+].*)?|mailer[-_.]?daemon([-_.+].*)?");

    private Addresses() {}

    /** What reading brought. */
    sealed interface Read {
        record Good(Mailbox mailbox) implements Read {}

        record Bad(String reason, String hint) implements Read {}
    }

    static Read read(String written) {
        String text = written.strip();
        Read.@Nullable Bad odd = oddity(text);
        if (odd != null) {
            return odd;
        }
        try {
            String ascii = withAsciiDomain(text);
            InternetAddress[] found = InternetAddress.parse(ascii, true);
            if (found.length != 1 || found[0].isGroup()) {
                return new Read.Bad(quoted(text) + " is not one address", "Write one address per line or item.");
            }
            boolean whole = ascii.indexOf('<') < 0 ? ascii.equals(found[0].getAddress()) : ascii.endsWith(">");
            return whole ? mailbox(text, found[0]) : half(text);
        } catch (AddressException | IllegalArgumentException unreadable) {
            return half(text);
        }
    }

    /**
     * The address alone of a sender as intake noted it: whatever stands before the last {@code <} is a name, which an
     * answer does not need and which may be of any form.
     */
    static Read ofSender(String noted) {
        String text = noted.strip();
        int open = text.lastIndexOf('<');
        boolean named = open >= 0 && text.endsWith(">") && !Texts.breaksLine(text);
        return read(named ? text.substring(open + 1, text.length() - 1) : text);
    }

    /** True for the addresses that machines send from and nobody reads. */
    static boolean readByNobody(Mailbox mailbox) {
        String local = mailbox.address().substring(0, mailbox.address().lastIndexOf('@'));
        return NOBODY.matcher(local.toLowerCase(Locale.ROOT)).matches();
    }

    private static Read.@Nullable Bad oddity(String text) {
        if (text.isEmpty()) {
            return new Read.Bad("holds an empty address", "Write an address such as jo@example.com, or leave it out.");
        }
        if (Texts.breaksLine(text) || Texts.hasInvisible(text)) {
            return new Read.Bad("holds a line break or an invisible character", "Type the address again.");
        }
        if (text.length() > LONGEST) {
            return new Read.Bad("holds an address of " + text.length() + " characters", "Write one address per line.");
        }
        if (text.endsWith(",") || text.endsWith(";") || text.startsWith(",") || text.startsWith(";")) {
            return new Read.Bad(quoted(text) + " has a comma or semicolon too many", "Take it away.");
        }
        if (text.chars().anyMatch(c -> "“”„«»".indexOf(c) >= 0)
                || afterName(text).matches(".*[‘’].*")) {
            return new Read.Bad(quoted(text) + " has curly quotes", "Write straight quotes, or none.");
        }
        if (text.contains("=?")) {
            return new Read.Bad(quoted(text) + " is encoded", "Write the name as people read it.");
        }
        if (text.startsWith("\"") && text.endsWith("\"")) {
            return new Read.Bad(quoted(text) + " stands in quotes, which would be sent", "Take the quotes away.");
        }
        return null;
    }

    private static Read mailbox(String written, InternetAddress parsed) {
        String address = parsed.getAddress();
        int at = address.lastIndexOf('@');
        String local = address.substring(0, Math.max(0, at));
        String domain = address.substring(at + 1).toLowerCase(Locale.ROOT);
        if (!LOCAL.matcher(local).matches()
                || local.length() > LONGEST_LOCAL
                || domain.length() > LONGEST_DOMAIN
                || !DOMAIN.matcher(domain).matches()
                || !labelsFit(domain)) {
            return half(written);
        }
        String bare = local + "@" + domain;
        String people = IDN.toUnicode(domain);
        String shown = people.equals(domain) ? bare : local + "@" + people + " (" + domain + ")";
        String name = parsed.getPersonal() == null ? "" : parsed.getPersonal().strip();
        return new Read.Good(new Mailbox(bare, shown, header(bare, name), name));
    }

    private static String header(String bare, String name) {
        try {
            return name.isEmpty()
                    ? bare
                    : new InternetAddress(bare, name, StandardCharsets.UTF_8.name()).toUnicodeString();
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException("every Java platform has UTF-8", impossible);
        }
    }

    private static boolean labelsFit(String domain) {
        for (String label : domain.split("\\.", -1)) {
            if (label.length() > 63) {
                return false;
            }
        }
        return true;
    }

    /** The address with its domain in ASCII (RFC 5890); the same where it is already. */
    private static String withAsciiDomain(String text) {
        int from = text.lastIndexOf('@') + 1;
        int to = text.endsWith(">") ? text.length() - 1 : text.length();
        if (from == 0 || from >= to || text.substring(from, to).chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        return text.substring(0, from)
                + IDN.toASCII(text.substring(from, to), IDN.USE_STD3_ASCII_RULES)
                + text.substring(to);
    }

    private static String afterName(String text) {
        return text.substring(text.lastIndexOf('<') + 1);
    }

    private static Read.Bad half(String text) {
        return new Read.Bad(
                quoted(text) + " is no whole address", "Write it as jo@example.com or Jo <jo@example.com>.");
    }

    private static String quoted(String text) {
        return "“" + (text.length() <= 80 ? text : text.substring(0, 79) + "…") + "”";
    }
}
