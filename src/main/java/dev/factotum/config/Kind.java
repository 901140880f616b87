package dev.factotum.config;

import com.google.re2j.Pattern;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;

/** What one scalar may hold. The pattern is at once the check and the {@code pattern} of the published schema. */
enum Kind {
    TEXT("a text on one line", "^[^\\n\\r]*$"),
    ONE("1, the only version there is", "^1$"),
    DURATION("a length of time such as 10s, 30m, 6h or 7d", DurationText.PATTERN),
    AMOUNT("an amount such as 200 EUR, or none", "^(none|[0-9]{1,12}(\\.[0-9]{1,4})? [A-Z]{3})$"),
    LIMIT("a limit such as 2 USD, 200 calls or 50000 tokens", "^[0-9]{1,12}(\\.[0-9]{1,4})? ([A-Z]{3}|calls|tokens)$"),
    CURRENCY("a currency such as EUR", "^[A-Z]{3}$"),
    DAY("a day such as 2026-11-21", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    ZONE("a time zone such as Europe/Amsterdam or UTC", "^[A-Za-z][A-Za-z0-9_+/-]*$"),
    SLOT("a time such as 09:30 or MON 09:30", "^((MON|TUE|WED|THU|FRI|SAT|SUN) )?([01][0-9]|2[0-3]):[0-5][0-9]$"),
    HOURS("hours of the day such as 22:00-07:00", "^([01][0-9]|2[0-3]):[0-5][0-9] ?- ?([01][0-9]|2[0-3]):[0-5][0-9]$"),
    WORD("a name of letters, digits, dots, hyphens and underscores", "^[A-Za-z0-9_][A-Za-z0-9_.-]*$"),
    SKILL_GLOB("a skill such as email.reply or x.*", "^[a-z0-9_*-]+(\\.[a-z0-9_*-]+)*$"),
    HANDLE("a kind and a channel such as mention@x, or a kind alone", "^[a-z*]+(@[A-Za-z0-9_*-]+)?$"),
    HOST("a host name such as api.x.com", "^(\\*\\.)?[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(:[0-9]{1,5})?$"),
    DOMAIN("a mail domain such as acme.example", "^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$"),
    URL("an address that starts with https:// or http://", "^https?://[^ \\t]+$"),
    MODEL("a provider and its model such as openai/gpt-5-mini", "^[A-Za-z0-9_][A-Za-z0-9_.-]*/[^ \\t/][^ \\t]*$"),
    SECRET(
            "a reference to a secret: secret:NAME, env:NAME, file:PATH, cmd:COMMAND, or none",
            "^(none|(secret|env|file|cmd):.*[^ ].*)$");

    private final String expected;
    private final String schemaPattern;
    private final Pattern pattern;

    Kind(String expected, String pattern) {
        this.expected = expected;
        this.schemaPattern = pattern;
        this.pattern = Pattern.compile(pattern);
    }

    /** Completes the sentence "it should be …". */
    String expected() {
        return expected;
    }

    /** Empty where any text will do. */
    String schemaPattern() {
        return schemaPattern;
    }

    boolean takes(String text) {
        return pattern.matcher(text).find() && known(text);
    }

    private boolean known(String text) {
        return switch (this) {
            case AMOUNT, LIMIT, CURRENCY -> knownCurrency(text);
            case DAY -> knownDay(text);
            case ZONE -> knownZone(text);
            case TEXT, ONE, DURATION, SLOT, HOURS, WORD, SKILL_GLOB, HANDLE, HOST, DOMAIN, URL, MODEL, SECRET -> true;
        };
    }

    private static boolean knownCurrency(String text) {
        String unit = text.substring(text.lastIndexOf(' ') + 1);
        return unit.length() != 3
                || Currency.getAvailableCurrencies().stream()
                        .anyMatch(currency -> currency.getCurrencyCode().equals(unit));
    }

    private static boolean knownDay(String text) {
        try {
            return LocalDate.parse(text).getYear() >= 0;
        } catch (DateTimeException unknown) {
            return false;
        }
    }

    private static boolean knownZone(String text) {
        try {
            return !ZoneId.of(text).getId().isEmpty();
        } catch (DateTimeException unknown) {
            return false;
        }
    }
}
