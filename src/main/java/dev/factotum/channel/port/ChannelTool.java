package dev.factotum.channel.port;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.SandboxTool;
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
import dev.factotum.tool.Verification;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An action of a channel: through the account's line where that is live, else by its twin in the sandbox. */
public final class ChannelTool implements Tool {
    private final Action action;
    private final SandboxTool twin;
    private final Lines lines;

    public ChannelTool(Action action, SandboxTool twin, Lines lines) {
        this.action = action;
        this.twin = twin;
        this.lines = lines;
    }

    @Override
    public ToolId id() {
        return twin.id();
    }

    @Override
    public int version() {
        return twin.version();
    }

    @Override
    public String description() {
        return twin.description();
    }

    @Override
    public Schema arguments() {
        return twin.arguments();
    }

    @Override
    public Schema outputs() {
        return twin.outputs();
    }

    @Override
    public Effect effect() {
        return twin.effect();
    }

    @Override
    public Effect effect(Account account) {
        return account.mode() == Mode.LIVE
                ? act(account).map(Act::effect).orElseGet(Effect.Unverifiable::new)
                : twin.effect();
    }

    @Override
    public boolean outward() {
        return true;
    }

    @Override
    public Duration patience() {
        return action.patience();
    }

    @Override
    public ObjectNode complete(ObjectNode arguments, Conversation conversation) {
        return twin.complete(arguments, conversation);
    }

    @Override
    public List<ArgumentFault> check(ObjectNode arguments, List<AttachedFile> files, Account account) {
        return account.mode() == Mode.LIVE
                ? act(account)
                        .map(act -> act.check(action, new Arguments(arguments, false), files, account))
                        .orElseGet(() -> twin.check(arguments, files, account))
                : twin.check(arguments, files, account);
    }

    @Override
    public Deed deed(ObjectNode arguments, Account account) {
        return twin.deed(arguments, account);
    }

    @Override
    public Map<String, String> prepare(String key, Account account) {
        Map<String, String> prepared = new HashMap<>(twin.prepare(key, account));
        if (account.mode() == Mode.LIVE) {
            act(account).ifPresent(act -> prepared.putAll(act.prepare(key)));
        }
        return prepared;
    }

    @Override
    public Outcome call(Call call) throws InterruptedException {
        if (call.account().mode() == Mode.SANDBOX) {
            return twin.call(call);
        }
        Optional<Act> act = act(call.account());
        if (act.isEmpty()) {
            return new Outcome.Failed(new ToolError.Permission(
                    "the account " + call.account().name() + " cannot do " + id() + "; nothing was sent"));
        }
        Arguments arguments = new Arguments(call.arguments(), true);
        Optional<ToolError> fault = twin.fault(call, act.get().check(action, arguments, call.files(), call.account()));
        return fault.isPresent() ? new Outcome.Failed(fault.get()) : act.get().call(arguments, call);
    }

    @Override
    public Verification verify(Call call) throws InterruptedException {
        if (call.account().mode() == Mode.SANDBOX) {
            return twin.verify(call);
        }
        Optional<Act> act = act(call.account());
        return act.isEmpty()
                ? new Verification.NoAnswer("the account " + call.account().name() + " is not connected")
                : act.get().verify(new Arguments(call.arguments(), true), call);
    }

    @Override
    public Optional<Undoing> undo(ObjectNode arguments, ObjectNode outputs, Receipt receipt) {
        return twin.undo(arguments, outputs, receipt);
    }

    private Optional<Act> act(Account account) {
        return lines.of(account.name())
                .filter(line -> account.channel().equals(id().channel()))
                .flatMap(line -> line.act(id()));
    }
}
