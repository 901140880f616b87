package dev.factotum.secret;

import java.util.Map;
import java.util.Optional;

/** What opens a store that is locked by a passphrase. */
public interface Passphrase {
    String VARIABLE = "AGENT_PASSPHRASE";

    /** For a store that is made now; empty where a key file is to lock it. */
    Optional<String> chosen();

    /** For a store that is there; empty where nobody says it. */
    Optional<String> known();

    /** From the environment alone. */
    static Passphrase of(Map<String, String> environment) {
        Optional<String> set = Optional.ofNullable(environment.get(VARIABLE)).filter(text -> !text.isBlank());
        return new Passphrase() {
            @Override
            public Optional<String> chosen() {
                return set;
            }

            @Override
            public Optional<String> known() {
                return set;
            }
        };
    }
}
