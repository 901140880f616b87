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
 * @param price what the platform charges for it, where it charges for single calls
 */
public record Deed(
        String verb,
        String noun,
        String plural,
        String place,
        List<Recipient> recipients,
        Optional<Money> money,
        boolean publish,
        Optional<Money> price) {
    public Deed {
        recipients = List.copyOf(recipients);
    }

    /** Of a call that costs nothing. */
    public Deed(
            String verb,
            String noun,
            String plural,
            String place,
            List<Recipient> recipients,
            Optional<Money> money,
            boolean publish) {
        this(verb, noun, plural, place, recipients, money, publish, Optional.empty());
    }

    /** @param argument the argument it comes from; @param address bare address or handle; @param shown as people read it */
    public record Recipient(String argument, String address, String shown) {}
}
