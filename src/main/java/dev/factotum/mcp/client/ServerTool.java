package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Risk;
import dev.factotum.mcp.client.ServerSpec.Narrowing;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.mcp.protocol.ToolInfo;
import dev.factotum.plan.Mentions;
import dev.factotum.problem.Problem;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Mode;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Schema;
import dev.factotum.tool.Tool;
import dev.factotum.tool.ToolId;
import dev.factotum.vault.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A tool of a server, as a person trusted it. What the server says of it is its word and no more. */
final class ServerTool implements Tool {
    private static final int LONGEST_WORDS = 400;
    private static final Pattern PEOPLE = Pattern.compile("(?i)(to|cc|bcc|recipients?|e?mail|e?mails|address(es)?)");

    private final ServerName server;
    private final Duration timeout;
    private final ToolId id;
    private final ToolInfo info;
    private final Digest pin;
    private final Narrowing narrowing;
    private final Schema arguments;
    private final Asking asking;

    ServerTool(ServerSpec spec, ToolId id, ToolInfo info, Asking asking) {
        this.server = spec.name();
        this.timeout = spec.timeout();
        this.id = id;
        this.info = info;
        this.pin = Pins.of(info);
        this.narrowing = spec.of(info.name());
        this.arguments = new Schema(SchemaFit.of(info.input()));
        this.asking = asking;
    }

    /** The way to the server. */
    interface Asking {
        /** Why it cannot be called at present, as far as is known without asking the server. */
        Optional<Problem> barred(ServerName server, String tool, Digest pin);

        Outcome call(ServerName server, ToolInfo tool, Digest pin, boolean reads, Call call)
                throws InterruptedException;
    }

    @Override
    public ToolId id() {
        return id;
    }

    @Override
    public int version() {
        return Pins.version(pin);
    }

    /** Signs that could end the quotation, or mean something to a planner, are not among the words. */
    @Override
    public Duration patience() {
        return timeout;
    }

    @Override
    public boolean foreign() {
        return true;
    }

    @Override
    public String description() {
        String words = Told.cut(info.description(), LONGEST_WORDS).replaceAll("[<>`“”{}]", "'");
        return "Tool " + info.name() + " of the MCP server " + server
                + (words.isEmpty() ? "." : ", which says of it: “" + words + "”");
    }

    @Override
    public Schema arguments() {
        return arguments;
    }

    /** The answer as text, and what the server declares beside it. */
    @Override
    public Schema outputs() {
        ObjectNode schema = StrictJson.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("text").put("type", "string");
        JsonNode declared =
                info.output().map(SchemaFit::of).orElseGet(StrictJson::object).path("properties");
        declared.properties().forEach(entry -> {
            if (!properties.has(entry.getKey())) {
                properties.set(entry.getKey(), entry.getValue());
            }
        });
        return new Schema(schema);
    }

    /** That a call may be repeated is a server's word, and nobody can prove it: whatever changes something is asked about. */
    @Override
    public Effect effect() {
        return reads() ? new Effect.Read() : new Effect.Unverifiable();
    }

    /** Where the person says that its risk is high, they do not believe that it only reads. */
    private boolean reads() {
        return info.hints().readOnly() && !narrowing.risk().equals(Optional.of(Risk.HIGH));
    }

    @Override
    public boolean outward() {
        return !reads() || info.hints().openWorld();
    }

    @Override
    public Risk risk() {
        boolean harmless = info.hints().readOnly() || !info.hints().destructive();
        return narrowing.risk().orElse(harmless ? Risk.NORMAL : Risk.HIGH);
    }

    @Override
    public Optional<Account> own() {
        return Optional.of(new Account(server.value(), ToolNames.CHANNEL, server.value(), Mode.LIVE));
    }

    @Override
    public List<ArgumentFault> check(ObjectNode arguments, List<AttachedFile> files, Account account) {
        return asking.barred(server, info.name(), pin)
                .map(problem -> List.of(new ArgumentFault(
                        "", "cannot run: " + problem.code().id() + " " + problem.why(), problem.next())))
                .orElse(List.of());
    }

    @Override
    public Deed deed(ObjectNode arguments, Account account) {
        List<Deed.Recipient> recipients = new ArrayList<>();
        arguments.properties().forEach(entry -> {
            if (PEOPLE.matcher(entry.getKey()).matches()) {
                Mentions.addresses(entry.getValue().toString())
                        .forEach(address -> recipients.add(new Deed.Recipient(entry.getKey(), address, address)));
            }
        });
        return new Deed(
                "calls",
                "tool",
                "tools",
                info.name() + " of the MCP server " + server + Told.arguments(arguments),
                recipients,
                Optional.empty(),
                !reads() && info.hints().openWorld());
    }

    @Override
    public Outcome call(Call call) throws InterruptedException {
        return asking.call(server, info, pin, reads(), call);
    }
}
