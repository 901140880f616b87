package dev.factotum.engine;

/** Where a value in a plan came from; decides how far it is trusted. */
enum Provenance {
    /** A person typed it, or a rule that a person wrote. */
    HUMAN,
    /** It is one of the vault's own accounts. */
    CONFIG,
    /** It stands among the contacts. */
    CONTACTS,
    /** It is the sender whom the matter answers. */
    THREAD,
    /** It stands in the untrusted message. */
    ITEM_BODY,
    /** A model wrote it, and no person, contact or message has it. */
    MODEL,
    /** An earlier step puts it there. */
    STEP_OUTPUT;

    /** As a warning says it. */
    String words() {
        return switch (this) {
            case HUMAN -> "It is not among your contacts.";
            case CONFIG -> "It is one of your own accounts.";
            case CONTACTS -> "It is one of your contacts.";
            case THREAD -> "It is the sender of the message.";
            case ITEM_BODY -> "It came from the message, not from your contacts.";
            case MODEL -> "The model wrote it; it is neither in the message nor among your contacts.";
            case STEP_OUTPUT -> "It comes from an earlier step.";
        };
    }
}
