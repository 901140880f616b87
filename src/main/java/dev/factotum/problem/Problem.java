package dev.factotum.problem;

/**
 * Something a person must know: what went wrong, where, why, and what to do next.
 *
 * @param where a file, a file and line ({@code Pending_Approval/A.md:12}), a key or a step; empty where nothing narrower applies
 */
public record Problem(Code code, String what, String where, String why, String next) {
    /** One line for logs: code, what, where, why. */
    public String oneLine() {
        return code.id() + " " + what + (where.isEmpty() ? "" : " (" + where + ")") + ": " + why;
    }

    /** What went wrong and why, on one line. */
    public String reason() {
        return why.isEmpty() ? what : joined(why);
    }

    /** What went wrong, with something behind it: a sentence ends, a heading gets a colon. */
    public String joined(String more) {
        boolean sentence = what.endsWith(".") || what.endsWith("!") || what.endsWith("?") || what.endsWith(":");
        return what + (sentence ? " " : ": ") + more;
    }
}
