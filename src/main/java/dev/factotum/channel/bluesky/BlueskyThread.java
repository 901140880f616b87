package dev.factotum.channel.bluesky;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Letter;
import dev.factotum.channel.sandbox.Place;
import dev.factotum.channel.sandbox.Removal;
import dev.factotum.channel.sandbox.Simulated;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Undoing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code bluesky.thread}: several posts, each answering the one before. */
final class BlueskyThread implements Action {
    private static final int LEAST = 2;
    private static final int MOST = 25;
    /** Between two posts as people read them in the Outbox. */
    private static final String BETWEEN = "\n\n---\n\n";

    @Override
    public ToolId id() {
        return BlueskyChannel.THREAD;
    }

    @Override
    public String channel() {
        return BlueskyChannel.NAME;
    }

    @Override
    public String description() {
        return "Posts a thread of 2 to 25 posts on Bluesky, each of at most 300 characters.";
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .texts("posts", "The posts in order: 2 to 25, each at most 300 characters as people see them.")
                .strings(BlueskyText.LANGS, "Up to 3 language codes, such as en or nl.")
                .required("posts")
                .build();
    }

    @Override
    public Schema outputs() {
        return BlueskyChannel.outputs();
    }

    @Override
    public List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account) {
        Faults faults = new Faults();
        List<String> posts = arguments.list("posts");
        if (posts.size() < LEAST) {
            faults.add(
                    "posts",
                    "has " + posts.size() + (posts.size() == 1 ? " post" : " posts") + "; a thread has at least 2",
                    "Take bluesky.post for a single one.");
        } else if (posts.size() > MOST) {
            faults.add(
                    "posts", "has " + posts.size() + " posts; 25 are allowed", "Leave some out, or make two threads.");
        } else {
            for (int i = 0; i < posts.size(); i++) {
                if (!arguments.pending(posts.get(i))) {
                    BlueskyText.check("posts", "post " + (i + 1), posts.get(i), faults);
                }
            }
        }
        BlueskyText.checkLangs(arguments, faults);
        return faults.list();
    }

    @Override
    public Deed deed(Arguments arguments, Account account) {
        String of = " of " + arguments.list("posts").size() + " posts";
        return new Deed(
                "posts",
                "thread" + of,
                "threads" + of,
                Place.on(channel(), account),
                List.of(),
                Optional.empty(),
                true);
    }

    @Override
    public Letter letter(Arguments arguments, Call call) {
        ObjectNode posted = JsonNodeFactory.instance
                .objectNode()
                .put("id", Simulated.id(call.key()))
                .put("url", Simulated.url("bluesky", call.key()));
        return new Letter(
                Letter.notes(arguments, BlueskyText.LANGS), String.join(BETWEEN, arguments.list("posts")), posted);
    }

    /** Up to 25 calls and those that find out whom they mention. */
    @Override
    public Duration patience() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Optional<Undoing> undo(ObjectNode outputs, Receipt receipt) {
        return Removal.of(BlueskyChannel.DELETE, channel(), outputs);
    }
}
