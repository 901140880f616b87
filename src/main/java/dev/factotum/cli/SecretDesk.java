package dev.factotum.cli;

import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.AuditLog;
import dev.factotum.problem.CommandCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.secret.Durable;
import dev.factotum.secret.Passphrase;
import dev.factotum.secret.SecretStore;
import dev.factotum.secret.StateStore;
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Vault;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store of secrets as a command has it: with the vault at hand, if there is one, and a person to ask. */
final class SecretDesk {
    private final Session session;
    private final Optional<Vault> vault;
    private final SecretStore store;

    private SecretDesk(Session session, Optional<Vault> vault, boolean locking) {
        this.session = session;
        this.vault = vault;
        World world = session.world();
        Durable durable = vault.<Durable>map(Vault::files)
                .orElseGet(() -> new SafeFiles(world, world.processes().stateFolder()));
        this.store = new StateStore(world, durable, vault.map(Vault::root), new Asked(session, locking));
    }

    /** @param locking the person wants a passphrase for a store that is made now */
    static SecretDesk open(Session session, boolean locking) throws IOException {
        Optional<Vault> vault;
        try {
            vault = Optional.of(session.vault());
        } catch (ProblemException none) {
            if (none.problem().code() != VaultCode.NOT_A_VAULT || session.named()) {
                throw none;
            }
            vault = Optional.empty();
        }
        return new SecretDesk(session, vault, locking);
    }

    SecretStore store() {
        return store;
    }

    Optional<Vault> vault() {
        return vault;
    }

    /** Where this vault refers to kept secrets, by name. */
    Map<String, List<String>> uses() throws IOException {
        return vault.isPresent() ? SecretUses.of(vault.get()) : Map.of();
    }

    /** A value that is typed without being seen, or stands on standard input; never an argument, which others can see. */
    String value(boolean piped, String question) throws IOException, InterruptedException {
        String value;
        if (piped) {
            value = new String(session.standardInput(SecretStore.LARGEST), StandardCharsets.UTF_8).strip();
        } else {
            value = session.askHidden(question, "Give the value on standard input: --stdin.")
                    .orElse("")
                    .strip();
        }
        if (value.isEmpty()) {
            throw new ProblemException(new Problem(
                    CommandCode.USAGE,
                    "No value was given.",
                    "",
                    piped ? "standard input was empty" : "nothing was typed",
                    "Nothing was changed. Give it again."));
        }
        session.logbook().ifPresent(log -> log.conceal(value));
        return value;
    }

    /** One entry of the audit log, where this machine writes it. @param words never a value */
    void record(String event, String words) throws IOException {
        if (vault.isEmpty() || !vault.get().executor().here()) {
            return;
        }
        try (AuditLog audit = new AuditLog(vault.get(), Zone.of(session, vault.get()))) {
            audit.append(List.of(AuditEvent.ofVault(
                    session.world().clock().instant(),
                    event,
                    session.world().processes().user(),
                    words)));
        }
    }

    /** From the variable, else from the person, once. */
    private static final class Asked implements Passphrase {
        private static final int SHORTEST = 8;

        private final Session session;
        private final boolean locking;
        private final Passphrase variable;
        private @Nullable String told;

        Asked(Session session, boolean locking) {
            this.session = session;
            this.locking = locking;
            this.variable = Passphrase.of(session.world().processes().environment());
        }

        @Override
        public Optional<String> chosen() {
            if (variable.chosen().isPresent() || !locking) {
                return variable.chosen();
            }
            String first = typed("A passphrase for the store, at least " + SHORTEST + " characters (not shown):");
            String again = typed("The same again:");
            if (first.length() < SHORTEST || !first.equals(again)) {
                throw new ProblemException(new Problem(
                        CommandCode.USAGE,
                        "No store was made.",
                        "",
                        first.equals(again) ? "the passphrase is too short" : "the two passphrases differ",
                        "Nothing was changed. Try again."));
            }
            told = first;
            return Optional.of(first);
        }

        @Override
        public Optional<String> known() {
            if (variable.known().isPresent()) {
                return variable.known();
            }
            if (told == null && session.interactive()) {
                told = typed("The passphrase of the store of secrets (not shown):");
            }
            return Optional.ofNullable(told);
        }

        private String typed(String question) {
            try {
                return session.askHidden(question, "Set it in " + VARIABLE + ".")
                        .orElse("");
            } catch (IOException unreadable) {
                throw new java.io.UncheckedIOException(unreadable);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new ProblemException(new Problem(
                        CommandCode.NEEDS_INPUT, "Nothing was changed.", "", "it was interrupted", "Run it again."));
            }
        }
    }
}
