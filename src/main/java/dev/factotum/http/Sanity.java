package dev.factotum.http;

import java.util.Optional;
import java.util.regex.Pattern;

/** Looks at a call before any of it is sent: no header may end early and begin another. */
final class Sanity {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    private Sanity() {}

    /** What is wrong, without the value. */
    static Optional<String> wrong(HttpCall call) {
        for (HttpCall.Header header : call.headers()) {
            if (!NAME.matcher(header.name()).matches()) {
                return Optional.of("a header has a name that none may have");
            }
            if (!header.value().chars().allMatch(letter -> letter == '\t' || letter >= 0x20 && letter < 0x7f)) {
                return Optional.of("the header " + header.name() + " holds a character that no header may hold");
            }
        }
        return Optional.empty();
    }
}
