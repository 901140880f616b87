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

/** {@code x.search}: what anybody wrote in the last seven days. */
final class XSearch implements Action {
    private static final int LONGEST = 512;
    private static final int USUAL = 10;
    private static final int MOST = 100;

    static Schema found() {
        return new SchemaBuilder()
                .text("posts", "The posts, each with its author, time, address and counts.")
                .string("ids", "Their numbers, parted by spaces.")
                .string("count", "How many they are.")
                .build();
    }

    /** How many posts a step wants; 0 where that is no number or out of bounds. */
    static int most(Arguments arguments) {
        String text = arguments.text("most").strip();
        if (text.isEmpty()) {
            return USUAL;
        }
        int most = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        return most < USUAL || most > MOST ? 0 : most;
    }

    @Override
    public ToolId id() {
        return new ToolId("x.search");
    }

    @Override
    public String channel() {
        return XChannel.NAME;
    }

    @Override
    public String description() {
        return "Searches X for posts of the last seven days; costs by the post found.";
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .string("query", "What to search for, as X's search takes it: at most 512 characters.")
                .string("most", "How many posts at most: 10 to 100; 10 if left out.")
                .choice("order", "The newest first, if left out, or the most relevant.", "recency", "relevancy")
                .required("query")
                .build();
    }

    @Override
    public Schema outputs() {
        return found();
    }

    @Override
    public List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account) {
        Faults faults = new Faults();
        String query = arguments.text("query");
        if (query.isBlank()) {
            faults.add("query", "is empty", "Write what to search for.");
        } else if (query.length() > LONGEST) {
            faults.add("query", "has " + query.length() + " characters; 512 are allowed", "Shorten it.");
        }
        if (most(arguments) == 0) {
            faults.add("most", "is no number from 10 to 100", "Write how many posts are wanted at most.");
        }
        return faults.list();
    }

    @Override
    public Deed deed(Arguments arguments, Account account) {
        int most = Math.max(USUAL, most(arguments));
        return new Deed(
                "makes",
                "search for at most " + most + " posts",
                "searches for at most " + most + " posts each",
                Place.on(channel(), account),
                List.of(),
                Optional.empty(),
                false,
                XPrices.of(XPrices.READ.add(XPrices.USER).multiply(BigDecimal.valueOf(most)), account));
    }

    @Override
    public Letter letter(Arguments arguments, Call call) {
        return new Letter(
                Letter.notes(arguments, "most", "order"),
                "Search for: " + arguments.text("query") + "\n",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("posts", "")
                        .put("ids", "")
                        .put("count", "0"));
    }
}
