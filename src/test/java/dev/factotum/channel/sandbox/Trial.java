package dev.factotum.channel.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Mode;
import dev.factotum.vault.Digest;
import dev.factotum.vault.MatterId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Calls, accounts and arguments to try tools with. */
public final class Trial {
    public static final String KEY = "3dca774e0b1f4c5a9e8d7c6b5a493827";
    public static final String OTHER_KEY = "00ff774e0b1f4c5a9e8d7c6b5a493827";
    public static final MatterId MATTER = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH");
    public static final Instant AT = Instant.parse("2026-11-20T08:31:14.020Z");
    public static final Account NOBODY = new Account("sandbox", "x", "", Mode.SANDBOX);

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    private Trial() {}

    public static Account account(String channel, String handle) {
        return new Account("studio", channel, handle, Mode.SANDBOX);
    }

    /** An object from JSON, in which quotes may be single. */
    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static Arguments written(ObjectNode arguments) {
        return new Arguments(arguments, false);
    }

    public static AttachedFile file(String argument, String name, long size) {
        return new AttachedFile(argument, Path.of("/vault/" + name), name, Digest.of(name), size);
    }

    public static Call call(Account account, ObjectNode arguments) {
        return call(KEY, account, arguments, List.of(), Conversation.NONE, AT);
    }

    public static Call call(
            String key,
            Account account,
            ObjectNode arguments,
            List<AttachedFile> files,
            Conversation conversation,
            Instant at) {
        return new Call(
                MATTER,
                "Plan the week",
                "s1",
                key,
                account,
                arguments,
                files,
                conversation,
                Map.of(),
                at,
                at.plus(Duration.ofMinutes(1)));
    }

    /** {@code text has 281 … → Shorten it by 1.}, one line for each. */
    public static String shown(List<ArgumentFault> faults) {
        return String.join(
                "\n",
                faults.stream()
                        .map(fault -> fault.argument() + " " + fault.reason() + " → " + fault.hint())
                        .toList());
    }

    /** As the line <em>If approved</em> begins: {@code posts 1 text on X as @studio}. */
    public static String shown(Deed deed) {
        String to = deed.recipients().isEmpty()
                ? ""
                : " to "
                        + String.join(
                                ", ",
                                deed.recipients().stream()
                                        .map(Deed.Recipient::shown)
                                        .toList());
        return (deed.verb() + " 1 " + deed.noun() + " " + deed.place()).strip() + to;
    }
}
