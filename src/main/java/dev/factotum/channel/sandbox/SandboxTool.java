package dev.factotum.channel.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Mode;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.Schema;
import dev.factotum.tool.Tool;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Undoing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An action of a channel that is not connected: checked as the real one, written to the {@link Outbox} instead of sent.
 * Asked to act live it says that it cannot.
 */
public final class SandboxTool implements Tool {
    private static final Duration AGE_OF_A_KEY = Duration.ofDays(3650);

    private final Action action;
    private final Outbox outbox;
    private final Unchanged unchanged;

    public SandboxTool(Action action, Outbox outbox) {
        this.action = action;
        this.outbox = outbox;
        this.unchanged = outbox.unchanged();
    }

    @Override
    public ToolId id() {
        return action.id();
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String description() {
        return action.description();
    }

    @Override
    public Schema arguments() {
        return action.arguments();
    }

    @Override
    public Schema outputs() {
        return action.outputs();
    }

    @Override
    public Effect effect() {
        return new Effect.Keyed(AGE_OF_A_KEY);
    }

    @Override
    public boolean outward() {
        return true;
    }

    @Override
    public ObjectNode complete(ObjectNode arguments, Conversation conversation) {
        return action.complete(arguments, conversation);
    }

    @Override
    public List<ArgumentFault> check(ObjectNode arguments, List<AttachedFile> files, Account account) {
        return action.check(new Arguments(arguments, false), files, account);
    }

    @Override
    public Deed deed(ObjectNode arguments, Account account) {
        return action.deed(new Arguments(arguments, false), account);
    }

    @Override
    public Map<String, String> prepare(String key, Account account) {
        return action.prepare(key, account);
    }

    @Override
    public Outcome call(Call call) {
        if (call.account().mode() == Mode.LIVE) {
            return new Outcome.Failed(
                    new ToolError.Permission(action.channel() + " is not connected in this version; nothing was sent"));
        }
        return fault(call, check(call.arguments(), true, call))
                .<Outcome>map(Outcome.Failed::new)
                .orElseGet(() -> outbox.send(call, id(), action.letter(new Arguments(call.arguments(), true), call)));
    }

    private List<ArgumentFault> check(ObjectNode arguments, boolean resolved, Call call) {
        return action.check(new Arguments(arguments, resolved), call.files(), call.account());
    }

    /**
     * What is wrong with a call before anything of it is sent, the same in the sandbox and live.
     *
     * @param faults of its arguments
     */
    public Optional<ToolError> fault(Call call, List<ArgumentFault> faults) {
        Arguments arguments = new Arguments(call.arguments(), true);
        if (!faults.isEmpty()) {
            ArgumentFault first = faults.getFirst();
            return Optional.of(new ToolError.Validation(first.argument() + " " + first.reason() + ". " + first.hint()));
        }
        if (!call.files().stream().allMatch(file -> arguments.has(file.argument()))) {
            return Optional.of(new ToolError.Validation("a file came along that the step does not name"));
        }
        return unchanged.fault(call.files());
    }

    @Override
    public Optional<Undoing> undo(ObjectNode arguments, ObjectNode outputs, Receipt receipt) {
        return action.undo(outputs, receipt);
    }
}
