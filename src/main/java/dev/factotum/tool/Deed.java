package dev.factotum.tool;

import java.util.List;
import java.util.Optional;

/**
 * What a call will do, in words and facts: the raw material of the <em>If approved</em> line and of the policy.
 *
 * @param verb third person: {@code sends}, {@code posts}, {@code writes}
 * @param noun {@code email}; {@code plural} {@code emails}
 * @param place where it lands, as it reads behind the noun: {@code on X as @acme}, {@code from studio@}; may be empty
 * @param recipients whom it reaches by address or handle
 * @param publish true where anybody may read the result
 */
public record Deed(
        String verb,
        String noun,
        String plural,
        String place,
        List<Recipient> recipients,
        Optional<Money> money,
        boolean publish) {
    public Deed {
        recipients = List.copyOf(recipients);
    }

    /** @param argument the argument it comes from; @param address bare address or handle; @param shown as people read it */
    public record Recipient(String argument, String address, String shown) {}
}
