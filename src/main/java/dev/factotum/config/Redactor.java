package dev.factotum.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts that are kept or handed on: those that are known, in each of their {@link Disguises}, and
 * whatever looks like one. The one place
 * that decides what must not stand in the program's own log or in a report. Immutable.
 */
public final class Redactor {
    /** Stands where a secret stood. */
    public static final String GONE = "[redacted]";

    /** A known secret that is shorter would blacken ordinary words. */
    private static final int SHORTEST = 6;

    /** The shortest of the forms that has no sign in it: {@code basic } and eight letters. */
    private static final int PLAIN = 14;

    /** Longer texts are cut before they are searched, so that no text takes long. */
    private static final int LONGEST = 1 << 16;

    private static final List<String> SECRET_VARIABLES =
            List.of("KEY", "TOKEN", "SECRET", "SECRETS", "PASSWORD", "PASSWD", "PASSPHRASE", "PWD", "CREDENTIALS");
    private static final List<String> REFERENCES = List.of("secret:", "env:", "file:", "cmd:", "none");

    private final List<String> known;
    private final Disguises disguises;

    private Redactor(List<String> known) {
        this.known = known;
        this.disguises = Disguises.of(known);
    }

    /** @param known secrets as they are; what is too short to be one is left out */
    public static Redactor of(Collection<String> known) {
        List<String> all = new ArrayList<>();
        for (String secret : known) {
            String plain = secret.strip();
            if (plain.length() >= SHORTEST && !all.contains(plain)) {
                all.add(plain);
            }
        }
        all.sort(Comparator.comparingInt(String::length).reversed());
        return new Redactor(all);
    }

    /** One that knows the values of variables whose names say that they are secret; a reference to one is none. */
    public static Redactor of(Map<String, String> environment) {
        List<String> secrets = new ArrayList<>();
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey();
            String value = variable.getValue();
            if (anyEnds(name) && !value.startsWith("/") && REFERENCES.stream().noneMatch(value::startsWith)) {
                secrets.add(value);
            }
        }
        return of(secrets);
    }

    private static boolean anyEnds(String name) {
        for (String word : SECRET_VARIABLES) {
            int start = name.length() - word.length();
            if (start >= 0 && name.regionMatches(true, start, word, 0, word.length())) {
                return !name.equalsIgnoreCase("PWD") && !name.equalsIgnoreCase("OLDPWD");
            }
        }
        return false;
    }

    /** One that knows these too. */
    public Redactor and(Collection<String> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<String> all = new ArrayList<>(known);
        all.addAll(more);
        return of(all);
    }

    /** The text without secrets; the names in front of them stay. */
    public String redact(String text) {
        String out = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        out = disguises.without(out, GONE);
        if (harmless(out)) {
            return out;
        }
        out = Forms.KEY_BLOCK.matcher(out).replaceAll(GONE);
        out = Forms.HEADER.matcher(out).replaceAll("$1$2" + GONE);
        out = Forms.LOGIN.matcher(out).replaceAll("$1" + GONE + "@");
        out = Forms.LONE_LOGIN.matcher(out).replaceAll("$1" + GONE + "@");
        out = Forms.QUERY.matcher(out).replaceAll("$1" + GONE);
        out = Forms.HOOK.matcher(out).replaceAll("$1" + GONE);
        out = Forms.SCHEME.matcher(out).replaceAll("$1$2" + GONE);
        out = Forms.NAMED.matcher(out).replaceAll("$1$2" + GONE);
        out = Forms.TOKEN.matcher(out).replaceAll(GONE);
        return Forms.RANDOM.matcher(out).replaceAll(GONE);
    }

    /** The text without the secrets that are known, and else as it is, however long. */
    public String withoutKnown(String text) {
        return disguises.without(text, GONE);
    }

    /** True where a value is a secret by its form alone. */
    static boolean givesAway(String value) {
        return Forms.TOKEN.matcher(value).find()
                || Forms.KEY_BLOCK.matcher(value).find()
                || Forms.LOGIN.matcher(value).find()
                || Forms.LONE_LOGIN.matcher(value).find()
                || Forms.QUERY.matcher(value).find()
                || Forms.HOOK.matcher(value).find()
                || Forms.SENT.matcher(value).find();
    }

    /** True where a text is too short and too plain for any of the forms. */
    private static boolean harmless(String text) {
        if (text.length() >= PLAIN) {
            return false;
        }
        for (int at = 0; at < text.length(); at++) {
            if ("=:-_".indexOf(text.charAt(at)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** What secrets look like; made when the first text needs it. */
    private static final class Forms {
        static final String SECRET_WORD = "(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|credentials?|cookie"
                + "|api[_-]?key|(?:access|private|client|signing|encryption|secret|refresh|account)[_-]?key|signature)";

        /** What gives itself away by its form, wherever it stands. */
        static final Pattern TOKEN = Pattern.compile(
                "(?<![A-Za-z0-9])(?:sk-[A-Za-z0-9_-]{8,}"
                        + "|[srp]k_(?:live|test)_[A-Za-z0-9]{8,}|xox[abeprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}"
                        + "|gh[opsur]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{16,}|glpat-[A-Za-z0-9_-]{16,}|AKIA[0-9A-Z]{16}"
                        + "|AIza[0-9A-Za-z_-]{30,}|ya29\\.[0-9A-Za-z_-]{16,}|eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?)");

        static final Pattern KEY_BLOCK = Pattern.compile(
                "-----BEGIN [A-Z ]*PRIVATE KEY[^-]*-----" + "(?:[^-]|-(?!----END))*+(?:-----END [A-Z ]*-----)?");
        static final Pattern HEADER = Pattern.compile(
                "(?i)((?:proxy-)?authorization|set-cookie|cookie|x-api-key)(\"?\\s*[:=]\\s*)[^\\r\\n]+");
        static final Pattern SCHEME =
                Pattern.compile("(?i)(?<![A-Za-z])(bearer|basic|digest)(\\s+)[A-Za-z0-9._~+/=-]{8,}");
        static final Pattern NAMED = Pattern.compile("(?i)(" + SECRET_WORD
                + ")([\"']?\\s*[=:]\\s*)(?:\\[redacted\\]|\"[^\"\\r\\n]*\"?|'[^'\\r\\n]*'?|[^\\s,;&\"'}\\])]+)");
        static final Pattern LOGIN = Pattern.compile("(://)[^/@\\s]{1,256}:[^/@\\s]{1,256}@");

        /** A login without a password is a token, where an address of a page has it. */
        static final Pattern LONE_LOGIN = Pattern.compile("(?i)(https?://)[^/@\\s:]{6,256}@");

        /** A secret within an address, or handed to a program. */
        static final Pattern QUERY =
                Pattern.compile("(?i)((?:[?&]|--)(?:" + SECRET_WORD + "|key|auth|sig|sas)=)[^&#\\s\"']{4,}");

        /** Whoever knows the address may write there. */
        static final Pattern HOOK = Pattern.compile("(?i)(hooks\\.slack\\.com/(?:services|workflows|triggers)/"
                + "|discord(?:app)?\\.com/api/webhooks/|api\\.telegram\\.org/bot)[^\\s\"']{6,}");

        static final Pattern SENT = Pattern.compile("(?i)^(?:bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,}$");

        /** Nothing that people write is this long, and mixed like this. */
        static final Pattern RANDOM = Pattern.compile("(?<![A-Za-z0-9_+/-])"
                + "(?=[A-Za-z0-9_+/-]*[a-z])(?=[A-Za-z0-9_+/-]*[A-Z])(?=[A-Za-z0-9_+/-]*[0-9])[A-Za-z0-9_+-]{40,}=*");

        private Forms() {}
    }
}
