package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Letter;
import dev.factotum.channel.sandbox.Place;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import dev.factotum.tool.ToolId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** {@code x.lookup}: what posts say and how they fare. */
final class XLookup implements Action {
    private static final int MOST = 100;

    @Override
    public ToolId id() {
        return new ToolId("x.lookup");
    }

    @Override
    public String channel() {
        return XChannel.NAME;
    }

    @Override
    public String description() {
        return "Reads posts on X with their likes, replies, reposts, quotes, bookmarks and views.";
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .strings("posts", "The posts: addresses or numbers, at most 100.")
                .required("posts")
                .build();
    }

    @Override
    public Schema outputs() {
        return XSearch.found();
    }

    @Override
    public List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account) {
        Faults faults = new Faults();
        if (!arguments.has("posts")) {
            faults.add("posts", "names no post", "Write the posts' addresses or numbers.");
        }
        int count = arguments.list("posts").size();
        if (count > MOST) {
            faults.add("posts", "names " + count + " posts; 100 are allowed", "Make several steps of it.");
        }
        XPostRef.check("posts", arguments, account, faults);
        return faults.list();
    }

    @Override
    public Deed deed(Arguments arguments, Account account) {
        int count = Math.max(1, arguments.list("posts").size());
        String of = count == 1 ? "" : " of " + count + " posts";
        return new Deed(
                "reads",
                count == 1 ? "post" : "list" + of,
                count == 1 ? "posts" : "lists" + of,
                Place.on(channel(), account),
                List.of(),
                Optional.empty(),
                false,
                XPrices.of(XPrices.READ.add(XPrices.USER).multiply(BigDecimal.valueOf(count)), account));
    }

    @Override
    public Letter letter(Arguments arguments, Call call) {
        return new Letter(
                Letter.notes(arguments, "posts"),
                "Read " + String.join(" ", arguments.list("posts")) + "\n",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("posts", "")
                        .put("ids", "")
                        .put("count", "0"));
    }
}
