package dev.factotum.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.vault.Digest;
import dev.factotum.vault.MatterId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Digests of what was approved: SHA-256 over RFC 8785 JSON. */
public final class PlanDigest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PlanDigest() {}

    /** Of one step: id, skill and version, account, mode, arguments, needs, on_fail, not_before, attachments, and the words of the matter it passes on. */
    public static Digest ofStep(TypedStep step) {
        ObjectNode json = NODES.objectNode();
        json.put("domain", "agent-step-1");
        json.put("id", step.id().value());
        json.put("skill", step.tool().id() + "@" + step.tool().version());
        json.put("account", step.account().channel() + ":" + step.account().name());
        json.put("mode", step.account().mode().name().toLowerCase(Locale.ROOT));
        json.set("arguments", CanonicalJson.portable(step.arguments()));
        ArrayNode needs = json.putArray("needs");
        step.written().needs().forEach(need -> needs.add(need.value()));
        json.put("on_fail", step.written().onFail().name().toLowerCase(Locale.ROOT));
        json.put("not_before", step.notBefore().map(Object::toString).orElse(""));
        ArrayNode files = json.putArray("files");
        step.files()
                .forEach(file -> files.addObject()
                        .put("argument", file.argument())
                        .put("name", file.name())
                        .put("sha256", file.digest().hex()));
        if (!step.items().isEmpty()) {
            ObjectNode items = json.putObject("items");
            step.items()
                    .forEach((name, value) -> items.put(
                            name,
                            Digest.of(value.getBytes(StandardCharsets.UTF_8)).hex()));
        }
        return CanonicalJson.exact(json);
    }

    /** Of a plan: the matter, the revision and every step that will run, in order. */
    public static Digest ofPlan(MatterId matter, int rev, List<TypedStep> run) {
        ObjectNode json = NODES.objectNode();
        json.put("domain", "agent-plan-1");
        json.put("matter", matter.value());
        json.put("rev", rev);
        ArrayNode steps = json.putArray("steps");
        run.forEach(step -> steps.add(ofStep(step).hex()));
        return CanonicalJson.exact(json);
    }

    /** Of a step's unresolved arguments alone, for the ledger's intent. */
    public static Digest ofArguments(TypedStep step) {
        return CanonicalJson.digest(step.arguments());
    }

    /** The idempotency key of one attempt: 32 hex digits (reliability.md F6). */
    public static String key(String vaultId, MatterId matter, TypedStep step, int attempt) {
        ArrayNode json = NODES.arrayNode();
        json.add("agent-key-1")
                .add(vaultId)
                .add(matter.value())
                .add(step.id().value())
                .add(step.tool().id().value())
                .add(step.account().name())
                .add(step.account().mode().name().toLowerCase(Locale.ROOT))
                .add(CanonicalJson.portable(step.arguments()))
                .add(attempt);
        return CanonicalJson.exact(json).hex().substring(0, 32);
    }
}
