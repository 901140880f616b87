package dev.factotum.plan;

import dev.factotum.tool.Account;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Toolbox;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** What a check needs to know beyond the text. */
public interface CheckContext {
    Toolbox toolbox();

    /** The account a step acts as; empty where the named one does not exist or is of another channel. */
    Optional<Account> account(String channel, Optional<String> named);

    Conversation conversation();

    /** Names usable as {@code $item.NAME}, such as body and subject. */
    Set<String> itemValues();

    /** What {@code $item.NAME} stands for in the text that is checked. */
    String itemValue(String name);

    /** A file of the vault by the path written; empty where it is missing, outside the vault or no regular file. */
    Optional<AttachedFile> attachment(String argument, String path);

    /** Steps that ran in this matter and have outputs, by id and output name. */
    boolean hasOutput(StepId step, String output);

    ZoneId zone();

    Instant now();
}
