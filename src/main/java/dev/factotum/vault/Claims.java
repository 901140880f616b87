package dev.factotum.vault;

import java.io.IOException;
import java.util.Optional;

/**
 * Who works on what: one holder per matter over all processes that work on the vault (F4). On a local disk the kernel
 * frees the claim of a process that dies; on a network disk a claim is a file with a heartbeat.
 */
public sealed interface Claims permits ChosenClaims, FileClaims, KernelClaims {
    /** The claim of one matter, or empty where somebody holds it. */
    Optional<Claim> claim(MatterId matter) throws IOException;

    /** The claim of a named job of the whole vault such as {@code audit} or {@code intake:NAME}. */
    Optional<Claim> claim(String job) throws IOException;

    /**
     * Makes sure that this process still holds the claim of a matter, for what is about to happen outside of it.
     *
     * @return the epoch that the matter's ledger lines carry; zero where nobody can take a claim away
     * @throws ClaimLostException where another process has taken it, or may have
     */
    long confirm(MatterId matter) throws IOException;

    /** How claims are held in this vault. */
    Kind kind() throws IOException;

    /** How claims are held. */
    enum Kind {
        /** Locks of the kernel: freed on death, never taken from the living. */
        KERNEL,
        /** Files with a heartbeat, for disks whose locks mean nothing to other machines. */
        FILES
    }

    /** Held until closed. */
    interface Claim extends AutoCloseable {
        /**
         * Makes sure that the claim is still held.
         *
         * @throws ClaimLostException where another process has taken it, or may have
         */
        default void confirm() throws IOException {}

        @Override
        void close();
    }
}
