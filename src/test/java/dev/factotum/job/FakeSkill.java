package dev.factotum.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Schema;
import dev.factotum.tool.Tool;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The way to a {@link FakeProvider} for one kind of effect. */
record FakeSkill(Kind kind, FakeProvider provider) implements Tool {
    static final Duration KEY_TTL = Duration.ofHours(24);

    private static final Schema ARGUMENTS = arguments(JsonNodeFactory.instance.objectNode());
    private static final Schema NOTHING = new Schema(JsonNodeFactory.instance.objectNode());

    private static final List<Duration> LOOKS = List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(10));

    /** The effects of reliability.md F6; of verifiable ones there are those whose absence is proof and the others. */
    enum Kind {
        READ,
        KEYED,
        VERIFIABLE,
        PROVING,
        UNVERIFIABLE;

        Effect effect() {
            return switch (this) {
                case READ -> new Effect.Read();
                case KEYED -> new Effect.Keyed(KEY_TTL);
                case VERIFIABLE -> new Effect.Verifiable(LOOKS, false);
                case PROVING -> new Effect.Verifiable(LOOKS, true);
                case UNVERIFIABLE -> new Effect.Unverifiable();
            };
        }

        String skill() {
            return "fake." + name().toLowerCase(Locale.ROOT);
        }
    }

    static List<FakeSkill> all(FakeProvider provider) {
        return Stream.of(Kind.values())
                .map(kind -> new FakeSkill(kind, provider))
                .toList();
    }

    private static Schema arguments(ObjectNode schema) {
        schema.put("type", "object");
        schema.putObject("properties").putObject("text").put("type", "string");
        schema.putArray("required").add("text");
        schema.put("additionalProperties", false);
        return new Schema(schema);
    }

    @Override
    public ToolId id() {
        return new ToolId(kind.skill());
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String description() {
        return "Reaches the provider of a test.";
    }

    @Override
    public Schema arguments() {
        return ARGUMENTS;
    }

    @Override
    public Schema outputs() {
        return NOTHING;
    }

    @Override
    public Effect effect() {
        return kind.effect();
    }

    @Override
    public boolean outward() {
        return kind != Kind.READ;
    }

    @Override
    public List<ArgumentFault> check(ObjectNode arguments, List<AttachedFile> files, Account account) {
        return List.of();
    }

    @Override
    public Deed deed(ObjectNode arguments, Account account) {
        return new Deed("sends", "signal", "signals", "", List.of(), Optional.empty(), true);
    }

    @Override
    public Outcome call(Call call) {
        return provider.call(kind, call);
    }

    @Override
    public Verification verify(Call call) {
        return provider.look(call);
    }
}
