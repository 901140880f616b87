package dev.factotum.config;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/** Mail addresses in texts that outlive a matter. */
public final class Addresses {
    private Addresses() {}

    /** {@code jo@acme.example} becomes {@code j…@acme.example}. @param messageIds whether Message-IDs are left alone */
    public static String masked(String text, boolean messageIds) {
        if (text.indexOf('@') < 0) {
            return text;
        }
        Matcher address = Form.ADDRESS.matcher(text);
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (address.find()) {
            String prefix = address.group(1);
            boolean messageId = messageIds && prefix != null;
            out.append(text, from, address.start());
            if (messageId) {
                out.append(address.group());
            } else {
                String local = address.group(2);
                out.append(prefix == null ? "" : prefix)
                        .appendCodePoint(local.codePointAt(0))
                        .append("…@")
                        .append(address.group(3));
            }
            from = address.end();
        }
        return out.append(text, from, text.length()).toString();
    }

    /** Made when the first text needs it. */
    private static final class Form {
        static final Pattern ADDRESS = Pattern.compile(
                "(?i)(message(?:-id)? <?)?([\\pL\\pN.!#$%&'*+/=?^_{|}~-]*[\\pL\\pN])(?:[.!#$%&'*+/=?^_{|}~-]*)@([\\pL\\pN-]+(?:\\.[\\pL\\pN-]+)+)");

        private Form() {}
    }
}
