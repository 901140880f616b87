package dev.factotum.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Risk;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one port of actions. Channels, skill folders, MCP servers and the vault itself implement it, and the engine cannot
 * tell them apart. Implementations are thread-safe and hold no state of a call.
 */
public interface Tool {
    ToolId id();

    /** Raised whenever the same arguments would do something else. */
    int version();

    /** One sentence for people and planners. */
    String description();

    Schema arguments();

    Schema outputs();

    Effect effect();

    /** The same as the account has it, where that makes a difference: simulated, or live. */
    default Effect effect(Account account) {
        return effect();
    }

    /** True where a call shows outside the vault, or would if it were live. */
    boolean outward();

    /** The least risk of a step with it, whatever its arguments say. */
    default Risk risk() {
        return Risk.LOW;
    }

    /** True where it changes what the agent may do: only a person's own plan may hold such a step, never a model's. */
    default boolean governs() {
        return false;
    }

    /** True where its description is a stranger's, which planners read all the same: it may try to steer them. */
    default boolean foreign() {
        return false;
    }

    /** The account it always acts as; empty where the vault's accounts of its channel decide. */
    default Optional<Account> own() {
        return Optional.empty();
    }

    /** Fills in what follows from the conversation, such as the sender to reply to; answers a copy. */
    default ObjectNode complete(ObjectNode arguments, Conversation conversation) {
        return arguments.deepCopy();
    }

    /** Faults beyond the schema, found without a network; the same in sandbox and live. */
    List<ArgumentFault> check(ObjectNode arguments, List<AttachedFile> files, Account account);

    Deed deed(ObjectNode arguments, Account account);

    /** What the provider needs in its own shape, derived from the key only: a Message-ID, a record key. */
    default Map<String, String> prepare(String key, Account account) {
        return Map.of();
    }

    /** How long a call may take; the caller waits ten minutes at most. */
    default Duration patience() {
        return Duration.ofSeconds(60);
    }

    /** Does it. Foreseeable failures are values; an exception counts as unknown for anything but a read. */
    Outcome call(Call call) throws InterruptedException;

    /** Looks whether an earlier call with this key happened. */
    default Verification verify(Call call) throws InterruptedException {
        return new Verification.NoAnswer("this tool cannot look");
    }

    /** How to take back what a call did, where that is possible. */
    default Optional<Undoing> undo(ObjectNode arguments, ObjectNode outputs, Receipt receipt) {
        return Optional.empty();
    }
}
