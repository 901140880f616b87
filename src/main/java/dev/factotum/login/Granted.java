package dev.factotum.login;

/** What a token endpoint answered (RFC 6749, 5). Reasons hold no secret. */
public sealed interface Granted {
    record Given(Tokens tokens) implements Granted {}

    /** @param error its code, such as {@code invalid_grant}; @param reason for a person */
    record Refused(String error, String reason) implements Granted {}

    /** No answer that can be trusted: it may have been granted. */
    record Lost(String reason) implements Granted {}
}
