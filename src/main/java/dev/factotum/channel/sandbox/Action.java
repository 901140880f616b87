package dev.factotum.channel.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.Schema;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Undoing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a channel knows of one thing that it can do; a tool is made of it. Stateless. */
public interface Action {
    ToolId id();

    /** The channel as people call it: {@code X}, {@code Email}. */
    String channel();

    String description();

    Schema arguments();

    Schema outputs();

    default ObjectNode complete(ObjectNode arguments, Conversation conversation) {
        return arguments.deepCopy();
    }

    List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account);

    Deed deed(Arguments arguments, Account account);

    default Map<String, String> prepare(String key, Account account) {
        return Map.of();
    }

    /** What is sent; asked only of arguments that passed {@link #check} with every reference resolved. */
    Letter letter(Arguments arguments, Call call);

    /** How long a live call may take. */
    default Duration patience() {
        return Duration.ofSeconds(60);
    }

    default Optional<Undoing> undo(ObjectNode outputs, Receipt receipt) {
        return Optional.empty();
    }
}
