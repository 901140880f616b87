package dev.factotum.tool;

/**
 * The proof that something happened.
 *
 * @param text as a person reads it behind the arrow: {@code INV/2026/01042}, {@code simulated: Outbox/x/KEY.md}
 * @param simulated true where nothing left the vault
 */
public record Receipt(String text, boolean simulated) {
    public Receipt {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a receipt says something");
        }
    }
}
