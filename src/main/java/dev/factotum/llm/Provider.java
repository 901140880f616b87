package dev.factotum.llm;

/**
 * One provider's wire format. One call is one attempt: it never retries, for the policy above it does, and counts.
 * Thread-safe. Failures are values; an exception is a fault of ours.
 */
public interface Provider {
    /** @param model the provider's own name of the model */
    Reply call(String model, Prompt prompt) throws InterruptedException;
}
