package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Letter;
import dev.factotum.channel.sandbox.Place;
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
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code x.thread}: several posts, each answering the one before. */
final class XThread implements Action {
    private static final int LEAST = 2;
    private static final int MOST = 25;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Between two posts as people read them in the Outbox. */
    private static final String BETWEEN = "\n\n---\n\n";

    @Override
    public ToolId id() {
        return new ToolId("x.thread");
    }

    @Override
    public String channel() {
        return XChannel.NAME;
    }

    @Override
    public String description() {
        return "Posts a thread of 2 to 25 posts on X, each of at most 280 characters.";
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .texts("posts", "The posts in order: 2 to 25, each at most 280 characters as X counts them.")
                .required("posts")
                .build();
    }

    @Override
    public Schema outputs() {
        return new SchemaBuilder()
                .string("id", "The first post's number.")
                .string("url", "uri", "The first post's web address.")
                .string("ids", "The numbers of all posts in order, parted by spaces.")
                .build();
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account) {
        Faults faults = new Faults();
        List<String> posts = arguments.list("posts");
        if (posts.size() < LEAST) {
            faults.add(
                    "posts",
                    "has " + posts.size() + " posts; a thread has at least 2",
                    "Take x.post for a single one.");
        } else if (posts.size() > MOST) {
            faults.add(
                    "posts", "has " + posts.size() + " posts; 25 are allowed", "Leave some out, or make two threads.");
        } else {
            for (int i = 0; i < posts.size(); i++) {
                if (!arguments.pending(posts.get(i))) {
                    XText.check("posts", "post " + (i + 1), posts.get(i), ", or split it", faults);
                }
            }
        }
        return faults.list();
    }

    @Override
    public Deed deed(Arguments arguments, Account account) {
        BigDecimal price = arguments.list("posts").stream()
                .map(text -> XPrices.post(text, false))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        String of = " of " + arguments.list("posts").size() + " posts";
        return new Deed(
                "posts",
                "thread" + of,
                "threads" + of,
                Place.on(channel(), account),
                List.of(),
                Optional.empty(),
                true,
                XPrices.of(price, account));
    }

    @Override
    public Letter letter(Arguments arguments, Call call) {
        List<String> posts = arguments.list("posts");
        return new Letter(
                Map.of("posts", Integer.toString(posts.size())),
                String.join(BETWEEN, posts),
                XChannel.posted(call.key()).put("ids", Simulated.id(call.key())));
    }

    @Override
    public Optional<Undoing> undo(ObjectNode outputs, Receipt receipt) {
        return XDelete.undoing(outputs);
    }
}
