package dev.factotum.vault;

import dev.factotum.vault.JsonFields.MalformedException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The wire form of ledger entries; a change only adds fields and types. */
final class LedgerLines {
    private LedgerLines() {}

    /**
     * What one line holds.
     *
     * @param claim the epoch of the claim under which it was written; zero where nobody could take that away
     * @param entry empty for a type of a later version
     */
    record Line(long claim, Optional<LedgerEntry> entry) {}

    /** One line with its line break. */
    static byte[] line(long number, long claim, LedgerEntry entry) {
        JsonFields json = new JsonFields()
                .put("v", 1)
                .put("n", number)
                .put("t", entry.t())
                .put("type", type(entry));
        if (claim > 0) {
            json.put("claim", claim);
        }
        byte[] object = fields(json, entry).bytes();
        byte[] line = Arrays.copyOf(object, object.length + 1);
        line[object.length] = '\n';
        return line;
    }

    /** Reads one line without its line break. */
    static Line read(byte[] bytes, int offset, int length) throws MalformedException {
        JsonFields json = JsonFields.read(bytes, offset, length);
        try {
            return new Line(json.has("claim") ? json.number("claim") : 0, entry(json, json.text("type")));
        } catch (IllegalArgumentException broken) {
            throw new MalformedException(String.valueOf(broken.getMessage()));
        }
    }

    private static String type(LedgerEntry entry) {
        return switch (entry) {
            case LedgerEntry.Born e -> "born";
            case LedgerEntry.Moving e -> "moving";
            case LedgerEntry.Placed e -> "placed";
            case LedgerEntry.Proposed e -> "proposed";
            case LedgerEntry.Approved e -> "approved";
            case LedgerEntry.Noted e -> "noted";
            case LedgerEntry.Claimed e -> "claimed";
            case LedgerEntry.Intent e -> "intent";
            case LedgerEntry.Result e -> "result";
            case LedgerEntry.Answered e -> "answered";
            case LedgerEntry.Parked e -> "parked";
            case LedgerEntry.Returned e -> "returned";
            case LedgerEntry.Closed e -> "closed";
            case LedgerEntry.Audited e -> "audited";
        };
    }

    private static JsonFields fields(JsonFields json, LedgerEntry entry) {
        return switch (entry) {
            case LedgerEntry.Born e ->
                json.put("name", e.name())
                        .put("kind", e.kind())
                        .put("trust", e.trust().name().toLowerCase(Locale.ROOT))
                        .put("origin", e.origin())
                        .put("source", e.source())
                        .put("message_id", e.messageId())
                        .put("duplicate_of", e.duplicateOf())
                        .put("parent", e.parent());
            case LedgerEntry.Moving e ->
                json.put("from", e.from().folder())
                        .put("to", e.to().folder())
                        .put("name", e.name())
                        .put("content", e.content().hex())
                        .put("why", e.why());
            case LedgerEntry.Placed e ->
                json.put("stage", e.stage().folder()).put("name", e.name()).put("by", e.by());
            case LedgerEntry.Proposed e ->
                json.put("rev", e.rev())
                        .put("content", e.content().hex())
                        .put("planner", e.planner())
                        .put("why", e.why());
            case LedgerEntry.Approved e ->
                json.put("rev", e.rev())
                        .put("plan", e.plan().hex())
                        .put("by", e.by())
                        .put("via", e.via())
                        .put("risk", e.risk())
                        .put("until", e.until());
            case LedgerEntry.Noted e ->
                json.put("event", e.event())
                        .put("by", e.by())
                        .put("via", e.via())
                        .put("detail", e.detail());
            case LedgerEntry.Claimed e ->
                json.put("machine", e.machine())
                        .put("pid", e.pid())
                        .put("started", e.started())
                        .put("boot", e.boot());
            case LedgerEntry.Intent e ->
                json.put("step", e.step())
                        .put("key", e.key())
                        .put("args", e.args().hex())
                        .put("skill", e.skill())
                        .put("account", e.account())
                        .put("mode", e.mode())
                        .put("step_digest", e.stepDigest().hex())
                        .put("attempt", e.attempt())
                        .put("epoch", e.epoch())
                        .put("detail", e.detail());
            case LedgerEntry.Result e ->
                json.put("step", e.step())
                        .put("key", e.key())
                        .put("outcome", e.outcome())
                        .put("receipt", e.receipt())
                        .put("outputs", e.outputs())
                        .put("error", e.error())
                        .put("simulated", e.simulated())
                        .put("adopted", e.adopted())
                        .put("millis", e.millis());
            case LedgerEntry.Answered e ->
                json.put("step", e.step())
                        .put("key", e.key())
                        .put("answer", e.answer())
                        .put("by", e.by());
            case LedgerEntry.Parked e ->
                json.put("step", e.step()).put("until", e.until()).put("why", e.why());
            case LedgerEntry.Returned e ->
                json.put("why", e.why()).put("steps", e.steps()).put("detail", e.detail());
            case LedgerEntry.Closed e ->
                json.put("how", e.how()).put("by", e.by()).put("via", e.via());
            case LedgerEntry.Audited e -> json.put("upto", e.upto());
        };
    }

    private static Optional<LedgerEntry> entry(JsonFields json, String type) throws MalformedException {
        var t = json.instant("t");
        LedgerEntry entry = switch (type) {
            case "born" ->
                new LedgerEntry.Born(
                        t,
                        json.text("name"),
                        json.text("kind"),
                        Trust.valueOf(json.text("trust").toUpperCase(Locale.ROOT)),
                        json.text("origin"),
                        json.maybe("source").map(Digest::new),
                        json.maybe("message_id"),
                        json.maybe("duplicate_of").map(MatterId::new),
                        json.maybe("parent").map(MatterId::new));
            case "moving" ->
                new LedgerEntry.Moving(
                        t,
                        stage(json, "from"),
                        stage(json, "to"),
                        json.text("name"),
                        new Digest(json.text("content")),
                        json.text("why"));
            case "placed" -> new LedgerEntry.Placed(t, stage(json, "stage"), json.text("name"), json.text("by"));
            case "proposed" ->
                new LedgerEntry.Proposed(
                        t,
                        Math.toIntExact(json.number("rev")),
                        new Digest(json.text("content")),
                        json.text("planner"),
                        json.text("why"));
            case "approved" ->
                new LedgerEntry.Approved(
                        t,
                        Math.toIntExact(json.number("rev")),
                        new Digest(json.text("plan")),
                        json.text("by"),
                        json.text("via"),
                        json.text("risk"),
                        json.maybe("until").isPresent() ? Optional.of(json.instant("until")) : Optional.empty());
            case "noted" ->
                new LedgerEntry.Noted(t, json.text("event"), json.text("by"), json.text("via"), json.object("detail"));
            case "claimed" ->
                new LedgerEntry.Claimed(
                        t, json.text("machine"), json.number("pid"), json.instant("started"), json.text("boot"));
            case "intent" ->
                new LedgerEntry.Intent(
                        t,
                        json.text("step"),
                        json.text("key"),
                        new Digest(json.text("args")),
                        json.text("skill"),
                        json.text("account"),
                        json.text("mode"),
                        new Digest(json.text("step_digest")),
                        Math.toIntExact(json.number("attempt")),
                        json.number("epoch"),
                        json.object("detail"));
            case "result" ->
                new LedgerEntry.Result(
                        t,
                        json.text("step"),
                        json.text("key"),
                        json.text("outcome"),
                        json.text("receipt"),
                        json.text("outputs"),
                        json.maybe("error"),
                        json.truth("simulated"),
                        json.truth("adopted"),
                        json.number("millis"));
            case "answered" ->
                new LedgerEntry.Answered(t, json.text("step"), json.text("key"), json.text("answer"), json.text("by"));
            case "parked" -> new LedgerEntry.Parked(t, json.text("step"), json.instant("until"), json.text("why"));
            case "returned" -> new LedgerEntry.Returned(t, json.text("why"), json.texts("steps"), json.text("detail"));
            case "closed" -> new LedgerEntry.Closed(t, json.text("how"), json.text("by"), json.text("via"));
            case "audited" -> new LedgerEntry.Audited(t, json.number("upto"));
            default -> null;
        };
        return Optional.ofNullable(entry);
    }

    private static Stage stage(JsonFields json, String name) throws MalformedException {
        String folder = json.text(name);
        return Stage.ofFolder(folder).orElseThrow(() -> new MalformedException("no stage " + folder));
    }
}
