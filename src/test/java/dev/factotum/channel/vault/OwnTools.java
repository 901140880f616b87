package dev.factotum.channel.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Trial;
import dev.factotum.tool.Account;
import dev.factotum.tool.Call;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Mode;
import dev.factotum.tool.Outcome;
import java.time.Duration;
import java.util.List;

/** Short ways to call the vault's tools. */
final class OwnTools {
    static final Account VAULT = new Account("vault", "vault", "", Mode.LIVE);

    private OwnTools() {}

    static Outcome call(OwnTool tool, ObjectNode arguments) {
        return call(tool, arguments, Trial.KEY, Duration.ZERO);
    }

    static Outcome call(OwnTool tool, ObjectNode arguments, String key, Duration later) {
        return tool.call(call(arguments, key, later, Conversation.NONE));
    }

    static Call call(ObjectNode arguments, String key, Duration later, Conversation conversation) {
        return Trial.call(key, VAULT, arguments, List.of(), conversation, Trial.AT.plus(later));
    }

    /** {@code done: RECEIPT}, {@code failed: MESSAGE}, {@code unknown: WHY}. */
    static String shown(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> "done: " + done.receipt().text();
            case Outcome.Failed failed -> "failed: " + failed.error().message();
            case Outcome.Unknown unknown -> "unknown: " + unknown.why();
        };
    }
}
