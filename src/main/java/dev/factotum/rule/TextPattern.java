package dev.factotum.rule;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a rule looks for in a subject or body: words, or a regular expression that runs in linear time. */
sealed interface TextPattern {
    /** The named groups that took part where the text matches; empty where it does not match. */
    Optional<Map<String, String>> find(String text);

    /** Names of the groups that a match may give. */
    Set<String> groups();

    /** As it reads in a sentence. */
    String shown();

    /** @throws IllegalArgumentException with the reason where it is no pattern */
    static TextPattern of(String written) {
        int end = written.lastIndexOf('/');
        if (written.length() < 2 || written.charAt(0) != '/' || end == 0) {
            return new Words(tokens(written), written.strip());
        }
        int flags = 0;
        for (char flag : written.substring(end + 1).toCharArray()) {
            flags |= switch (flag) {
                case 'i' -> Pattern.CASE_INSENSITIVE;
                case 'm' -> Pattern.MULTILINE;
                case 's' -> Pattern.DOTALL;
                case 'u', 'g' -> 0;
                default -> throw new IllegalArgumentException("/" + flag + " is no flag; there are i, m and s");
            };
        }
        try {
            return new Regex(Pattern.compile(written.substring(1, end), flags), written);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "this regular expression cannot be read: " + e.getDescription() + " `" + e.getPattern() + "`", e);
        }
    }

    /** Whole words in this order, whatever stands between them that is no letter or digit; case does not count. */
    record Words(List<String> words, String shown) implements TextPattern {
        public Words {
            words = List.copyOf(words);
            if (words.isEmpty()) {
                throw new IllegalArgumentException("there is no word to look for");
            }
        }

        @Override
        public Optional<Map<String, String>> find(String text) {
            return java.util.Collections.indexOfSubList(tokens(text), words) >= 0
                    ? Optional.of(Map.of())
                    : Optional.empty();
        }

        @Override
        public Set<String> groups() {
            return Set.of();
        }
    }

    /** Found anywhere in the text. */
    record Regex(Pattern pattern, String shown) implements TextPattern {
        @Override
        public Optional<Map<String, String>> find(String text) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                return Optional.empty();
            }
            TreeMap<String, String> groups = new TreeMap<>();
            for (String name : pattern.namedGroups().keySet()) {
                String value = matcher.group(name);
                if (value != null && !value.isBlank()) {
                    groups.put(name, value.strip());
                }
            }
            return Optional.of(groups);
        }

        @Override
        public Set<String> groups() {
            return pattern.namedGroups().keySet();
        }
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        String lower = text.toLowerCase(Locale.ROOT);
        int start = -1;
        int at = 0;
        while (at < lower.length()) {
            int point = lower.codePointAt(at);
            boolean word = Character.isLetterOrDigit(point) || Character.getType(point) == Character.NON_SPACING_MARK;
            if (word && start < 0) {
                start = at;
            } else if (!word && start >= 0) {
                tokens.add(lower.substring(start, at));
                start = -1;
            }
            at += Character.charCount(point);
        }
        if (start >= 0) {
            tokens.add(lower.substring(start));
        }
        return tokens;
    }
}
