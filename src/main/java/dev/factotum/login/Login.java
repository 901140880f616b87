package dev.factotum.login;

import java.util.List;
import java.util.Map;

/**
 * One way in which an account of a channel logs in. Pure data but for {@link Source}, which a channel gives where the app is
 * known only once the person has named a server or an app of their own.
 */
public sealed interface Login {
    /** What {@code --with} takes: {@code app-password}, {@code browser}. */
    String method();

    /** In a few words, for who has to choose. */
    String title();

    /** What is asked before it begins, in order. */
    List<Field> fields();

    /** What it will be allowed to do and why that is needed, by scope; empty where the provider has none. */
    default Map<String, String> scopes() {
        return Map.of();
    }

    /**
     * One thing to ask. What is no secret goes into {@code accounts.NAME} under its name; {@code handle} and {@code server}
     * are options of the command.
     *
     * @param question as a person reads it
     * @param hint where to find it
     * @param needed false where nothing may be typed
     */
    record Field(String name, String question, boolean secret, String hint, boolean needed) {}

    /** A password or token that the provider's page shows. One secret is kept as it is, several as JSON by their names. */
    record Typed(String method, String title, List<Field> fields, Map<String, String> scopes) implements Login {}

    /** OAuth 2.0 by the browser of this machine. */
    record Browser(String method, String title, List<Field> fields, Map<String, String> scopes, Source<OAuthApp> app)
            implements Login {}

    /** OAuth 2.0 by a code that the provider shows and the person types. */
    record ShownCode(String method, String title, List<Field> fields, Map<String, String> scopes, Source<OAuthApp> app)
            implements Login {}

    /** OAuth 2.0 by any other device. */
    record Device(String method, String title, List<Field> fields, Map<String, String> scopes, Source<OAuthApp> app)
            implements Login {}

    /** OAuth 1.0a by a number. */
    record Pin(String method, String title, List<Field> fields, Map<String, String> scopes, Source<SigningApp> app)
            implements Login {}

    /** Where the app is known from. */
    interface Source<T> {
        /**
         * @param given what was asked, by name; secrets among it
         * @throws dev.factotum.problem.ProblemException where what was given leads nowhere
         */
        T app(Map<String, String> given, dev.factotum.http.Http http) throws InterruptedException;
    }
}
