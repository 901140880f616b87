package dev.factotum.channel.email;

import com.google.re2j.Pattern;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Optional;

/** Knows a mail that this program sent itself, which comes back by a list, a copy or a folder that holds all. */
final class OwnMail {
    private static final Pattern ID = Pattern.compile("<([0-9a-f]{32})@([^>]+)>");

    private OwnMail() {}

    /** True where its Message-ID is one of ours at our domain, with the key that we stamp beside it. */
    static boolean is(byte[] mail, String address) {
        try {
            InternetHeaders headers = new InternetHeaders(new ByteArrayInputStream(mail));
            var id = ID.matcher(first(headers, "Message-ID").orElse(""));
            String domain = address.substring(address.lastIndexOf('@') + 1);
            return id.matches()
                    && id.group(2).toLowerCase(Locale.ROOT).equals(domain)
                    && first(headers, "X-Idempotency-Key").equals(Optional.of(id.group(1)))
                    && first(headers, "From").orElse("").contains(address);
        } catch (MessagingException unreadable) {
            return false;
        }
    }

    private static Optional<String> first(InternetHeaders headers, String name) {
        String[] values = headers.getHeader(name);
        return values == null || values.length == 0 || values[0] == null
                ? Optional.empty()
                : Optional.of(values[0].strip());
    }
}
