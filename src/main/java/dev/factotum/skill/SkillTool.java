package dev.factotum.skill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Risk;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Mode;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.Schema;
import dev.factotum.tool.Tool;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code skill.NAME}: the script of a skill that a person trusted, as it was then. It acts for real, and as itself. */
final class SkillTool implements Tool {
    private static final int LARGEST_RESULT = 32 * 1024;
    private static final int RECEIPT = 160;

    /** For starting it and taking what it made. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Skill skill;
    private final Script script;
    private final SkillRuns runs;

    SkillTool(Skill skill, Script script, SkillRuns runs) {
        this.skill = skill;
        this.script = script;
        this.runs = runs;
    }

    @Override
    public ToolId id() {
        return new ToolId(skill.id());
    }

    /** From the digest of the files, so that an approval never outlives them. */
    @Override
    public int version() {
        return Integer.parseInt(skill.digest().hex().substring(0, 7), 16);
    }

    @Override
    public String description() {
        return skill.description();
    }

    @Override
    public Schema arguments() {
        return script.arguments();
    }

    @Override
    public Schema outputs() {
        return script.outputs();
    }

    @Override
    public Effect effect() {
        return script.effect();
    }

    @Override
    public boolean outward() {
        return script.outward();
    }

    @Override
    public Risk risk() {
        return script.risk();
    }

    @Override
    public Optional<Account> own() {
        return Optional.of(new Account("skill", "skill", skill.name(), Mode.LIVE));
    }

    @Override
    public List<ArgumentFault> check(ObjectNode arguments, List<AttachedFile> files, Account account) {
        return List.of();
    }

    /** Arguments whose schema says {@code format: address} are whom it reaches. */
    @Override
    public Deed deed(ObjectNode arguments, Account account) {
        List<Deed.Recipient> recipients = new ArrayList<>();
        JsonNode properties = script.arguments().json().path("properties");
        arguments.properties().forEach(entry -> {
            JsonNode property = properties.path(entry.getKey());
            if (property.path("format").asText().equals("address")
                    || property.path("items").path("format").asText().equals("address")) {
                (entry.getValue().isArray()
                                ? entry.getValue()
                                : JSON.arrayNode().add(entry.getValue()))
                        .forEach(one ->
                                recipients.add(new Deed.Recipient(entry.getKey(), bare(one.asText()), one.asText())));
            }
        });
        return new Deed(
                "runs",
                "skill",
                "skills",
                skill.name() + " (" + skill.place() + ")",
                recipients,
                Optional.empty(),
                false);
    }

    private static String bare(String mailbox) {
        int open = mailbox.lastIndexOf('<');
        int close = mailbox.lastIndexOf('>');
        return open >= 0 && close > open ? mailbox.substring(open + 1, close) : mailbox;
    }

    @Override
    public Duration patience() {
        return script.timeout().plus(LAST_WORDS);
    }

    @Override
    public Outcome call(Call call) throws InterruptedException {
        Ran ran = runs.run(order(call, "call"));
        return switch (ran) {
            case Ran.NotRun(ToolError error) -> new Outcome.Failed(error);
            case Ran.Silent(String why) -> unknown(why);
            case Ran.Answered(SkillAnswer answer, int exit, Map<String, byte[]> made) -> {
                if (!answer.success()) {
                    yield new Outcome.Failed(answer.fault(call.at()));
                }
                if (exit != 0) {
                    yield unknown("it says that it worked, and ended with " + exit);
                }
                Optional<String> misfit = script.misfit(answer.data());
                if (misfit.isPresent()) {
                    yield unknown(misfit.get() + ", which its `yaml result` promises");
                }
                yield runs.keep(call.matter(), made)
                        .map(files -> (Outcome) new Outcome.Done(receipt(answer), outputs(answer, files)))
                        .orElseGet(() -> unknown("the files it made could not be kept"));
            }
        };
    }

    /** A script that is {@code verifiable} is asked with {@code "mode": "verify"} and answers {@code data.found}. */
    @Override
    public Verification verify(Call call) throws InterruptedException {
        return switch (runs.run(order(call, "verify"))) {
            case Ran.NotRun(ToolError error) -> new Verification.NoAnswer(error.message());
            case Ran.Silent(String why) -> new Verification.NoAnswer(why);
            case Ran.Answered(SkillAnswer answer, int exit, Map<String, byte[]> _) -> {
                if (!answer.success()
                        || exit != 0
                        || !answer.data().path("found").isBoolean()) {
                    yield new Verification.NoAnswer("the skill could not look: " + answer.error());
                }
                yield answer.data().path("found").booleanValue()
                        ? new Verification.Found(receipt(answer), outputs(answer, List.of()))
                        : new Verification.NotFound();
            }
        };
    }

    private Outcome unknown(String why) {
        return script.effect() instanceof Effect.Read
                ? new Outcome.Failed(new ToolError.Validation(why))
                : new Outcome.Unknown(why);
    }

    private SkillRuns.Order order(Call call, String mode) {
        ObjectNode input = JSON.objectNode()
                .put("v", 1)
                .put("skill", skill.name())
                .put("mode", mode)
                .put("key", call.key());
        input.set("arguments", call.arguments());
        Duration left = Duration.between(call.at(), call.deadline());
        Duration most = left.compareTo(script.timeout()) < 0 ? left : script.timeout();
        return new SkillRuns.Order(
                skill, skill.digest(), script.command(), input, call.files(), script.secrets(), script.network(), most);
    }

    private static Receipt receipt(SkillAnswer answer) {
        String said = answer.data().path("receipt").asText("").strip();
        String text = said.isEmpty() ? answer.data().path("text").asText("").strip() : said;
        String line =
                text.lines().findFirst().orElse("").replaceAll("\\s+", " ").strip();
        if (line.isEmpty()) {
            return new Receipt("it says that it worked", false);
        }
        return new Receipt(line.length() > RECEIPT ? line.substring(0, RECEIPT) + "…" : line, false);
    }

    /** What its schema declares, as far as it is of the kind declared; nothing where all of it is too much to keep. */
    private ObjectNode outputs(SkillAnswer answer, List<String> files) {
        ObjectNode outputs = JSON.objectNode();
        script.outputs().json().path("properties").properties().forEach(entry -> {
            JsonNode value = answer.data().path(entry.getKey());
            if (!entry.getKey().equals("files")
                    && Script.fits(entry.getValue().path("type").asText(), value)) {
                outputs.set(entry.getKey(), value);
            }
        });
        if (!files.isEmpty()) {
            ArrayNode list = outputs.putArray("files");
            files.forEach(list::add);
        }
        return outputs.toString().length() > LARGEST_RESULT ? JSON.objectNode() : outputs;
    }
}
