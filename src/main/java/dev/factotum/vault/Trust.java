package dev.factotum.vault;

/** Whose words a matter holds, decided once at intake. */
public enum Trust {
    /** Typed by the vault's person: may steer. */
    OWN,
    /** Came from outside: shown, never obeyed. */
    UNTRUSTED
}
