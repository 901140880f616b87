package dev.factotum.rule;

import java.util.Locale;

/** A pattern of {@code *} (any run) and {@code ?} (any one character), matched without regard to case. */
record Glob(String pattern) {
    Glob {
        pattern = pattern.strip().toLowerCase(Locale.ROOT);
    }

    /** Compares in at most |pattern| × |text| looks; both are bounded by their readers. */
    boolean matches(String text) {
        String subject = text.strip().toLowerCase(Locale.ROOT);
        int p = 0;
        int s = 0;
        int star = -1;
        int resume = 0;
        while (s < subject.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = s;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == subject.charAt(s))) {
                p++;
                s++;
            } else if (star >= 0) {
                p = star + 1;
                s = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
