package dev.factotum.channel.port;

import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Verification;
import java.util.List;
import java.util.Map;

/**
 * One action done live on one account. Its arguments passed the action's check with every reference resolved, and its files
 * are those that were approved.
 */
public interface Act {
    /** What may be done where the outcome of a call is unknown, as this account has it. */
    Effect effect();

    /**
     * Faults found without a network: those of the action, or of this account's server where that has limits of its own.
     */
    default List<ArgumentFault> check(Action action, Arguments arguments, List<AttachedFile> files, Account account) {
        return action.check(arguments, files, account);
    }

    /**
     * What is written down with the intent, before the call, and given to it and to every look at it later: a record's own
     * key, the time at which it was meant. Beside what the action derives from the key.
     */
    default Map<String, String> prepare(String key) {
        return Map.of();
    }

    /** Does it, once. Nothing that may have been taken is sent again here: that is for the caller to decide. */
    Outcome call(Arguments arguments, Call call) throws InterruptedException;

    /** Looks whether the call with this key happened. */
    default Verification verify(Arguments arguments, Call call) throws InterruptedException {
        return new Verification.NoAnswer("nobody can be asked about it");
    }
}
