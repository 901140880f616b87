package dev.factotum.channel.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Mode;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.Tool;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.ToolId;
import dev.factotum.world.FileTooLargeException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A tool that acts within the vault, really and never simulated; the same call twice leaves one trace. */
abstract class OwnTool implements Tool {
    private final ToolId id;
    private final String description;

    OwnTool(String id, String description) {
        this.id = new ToolId(id);
        this.description = description;
    }

    abstract List<ArgumentFault> check(Arguments arguments);

    abstract Deed deed(Arguments arguments);

    /** Asked only of arguments that passed {@link #check} with every reference resolved. */
    abstract Outcome act(Arguments arguments, Call call) throws IOException;

    @Override
    public final ToolId id() {
        return id;
    }

    @Override
    public final int version() {
        return 1;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final Effect effect() {
        return new Effect.Keyed(Duration.ofDays(30));
    }

    @Override
    public final Optional<Account> own() {
        return Optional.of(new Account("vault", id.channel(), "", Mode.LIVE));
    }

    @Override
    public final boolean outward() {
        return false;
    }

    @Override
    public final List<ArgumentFault> check(ObjectNode arguments, List<AttachedFile> files, Account account) {
        return check(new Arguments(arguments, false));
    }

    @Override
    public final Deed deed(ObjectNode arguments, Account account) {
        return deed(new Arguments(arguments, false));
    }

    @Override
    public final Outcome call(Call call) {
        Arguments arguments = new Arguments(call.arguments(), true);
        List<ArgumentFault> faults = check(arguments);
        if (!faults.isEmpty()) {
            ArgumentFault first = faults.getFirst();
            return failed(new ToolError.Validation(first.argument() + " " + first.reason() + ". " + first.hint()));
        }
        try {
            return act(arguments, call);
        } catch (FileTooLargeException tooLarge) {
            return failed(new ToolError.Validation(String.valueOf(tooLarge.getMessage())));
        } catch (IOException unsure) {
            return new Outcome.Unknown("the disk failed: " + unsure);
        }
    }

    static Outcome failed(ToolError error) {
        return new Outcome.Failed(error);
    }

    static Outcome done(String receipt, ObjectNode outputs) {
        return new Outcome.Done(new Receipt(receipt, false), outputs);
    }
}
