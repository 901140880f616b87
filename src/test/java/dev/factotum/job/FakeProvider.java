package dev.factotum.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.factotum.tool.Call;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Verification;
import dev.factotum.world.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A provider outside the vault that no crash of the program touches: it keeps every effect with its key and its content,
 * and answers each call as its script says. Not thread-safe.
 */
final class FakeProvider {
    /** How a call is answered. */
    enum Answer {
        NORMAL,
        ACT_THEN_DROP,
        ACT_THEN_500,
        NO_ACT_THEN_500,
        /** The answer does not come before the deadline; the effect comes to be later still. */
        SLOW,
        /** The line drops, and looks show the effect only after a long time. */
        VISIBLE_LATE,
        RATE_LIMITED,
        /** It will never do this one. */
        REFUSED
    }

    private static final Duration LATE_ACT = Duration.ofMinutes(5);
    private static final Duration LATE_SIGHT = Duration.ofHours(2);
    private static final Duration PROVEN_SIGHT = Duration.ofMinutes(8);
    private static final Duration PATIENCE = Duration.ofSeconds(61);
    private static final Duration RETRY_AFTER = Duration.ofMinutes(10);

    /** @param shows from when on a look finds it */
    private record Deed(String key, String content, Instant acts, Instant shows) {}

    private final TestClock clock;
    private final List<String> order;
    private final List<Deed> deeds = new ArrayList<>();
    private final List<String> given = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private List<Answer> script = List.of();
    private boolean moody;
    private String refused = "";
    private int calls;

    /** @param order the contents in the order in which they are to come to be; each needs all earlier ones */
    FakeProvider(TestClock clock, List<String> order) {
        this.clock = clock;
        this.order = List.copyOf(order);
    }

    /** The same provider in another course of the world. */
    FakeProvider copy(TestClock other) {
        FakeProvider copy = new FakeProvider(other, order);
        copy.deeds.addAll(deeds);
        copy.given.addAll(given);
        copy.asked.addAll(asked);
        copy.wrong.addAll(wrong);
        copy.script = script;
        copy.moody = moody;
        copy.refused = refused;
        copy.calls = calls;
        return copy;
    }

    /** The answers to the next calls; afterwards all is normal. */
    void script(List<Answer> answers) {
        script = List.copyOf(answers);
        calls = 0;
    }

    /** The same; after a crash of the program its answers may be any. */
    void moody(List<Answer> answers) {
        script(answers);
        moody = true;
    }

    /** A provider of changing moods has others now. */
    void change(Random chance) {
        if (moody) {
            script(Stream.generate(() -> Answer.values()[chance.nextInt(Answer.values().length)])
                    .limit(chance.nextInt(4))
                    .toList());
        }
    }

    /** This one it never does, and nobody minds. */
    void refuses(String content) {
        refused = content;
        given.add(content);
    }

    /** What a person learns who asks the receiver. */
    boolean arrived(String content) {
        asked.add(content);
        return deeds.stream()
                .anyMatch(deed -> deed.content().equals(content) && !deed.acts().isAfter(clock.instant()));
    }

    /** How often a person had to ask the receiver. */
    int questions() {
        return asked.size();
    }

    /** Contents that came to be twice or that nobody wanted, steps out of order. */
    List<String> faults() {
        List<String> all = new ArrayList<>(wrong);
        for (String content : order) {
            long times = deeds.stream()
                    .filter(deed -> deed.content().equals(content))
                    .count();
            if (times > 1) {
                all.add("came to be " + times + " times: " + content);
            }
        }
        deeds.stream()
                .filter(deed -> !order.contains(deed.content()))
                .forEach(deed -> all.add("nobody wanted: " + deed.content()));
        return all;
    }

    /** What was to come to be, and has not. */
    List<String> missing() {
        return order.stream()
                .filter(content -> !given.contains(content)
                        && deeds.stream().noneMatch(deed -> deed.content().equals(content)))
                .toList();
    }

    /** What came to be, and how often. */
    String deeds() {
        return deeds.stream().map(Deed::content).sorted().toList().toString();
    }

    Outcome call(FakeSkill.Kind kind, Call call) {
        String content = call.arguments().path("text").asText();
        inOrder(content);
        Answer answer = calls < script.size() ? script.get(calls) : Answer.NORMAL;
        calls++;
        if (content.equals(refused)) {
            answer = Answer.REFUSED;
        }
        if (kind == FakeSkill.Kind.READ) {
            given.add(content);
        }
        Instant now = clock.instant();
        return switch (answer) {
            case NORMAL -> {
                act(kind, call, content, now, now);
                yield done(call);
            }
            case ACT_THEN_DROP -> {
                act(kind, call, content, now, now);
                throw new UncheckedIOException(new IOException("connection reset"));
            }
            case ACT_THEN_500 -> {
                act(kind, call, content, now, now);
                yield new Outcome.Unknown("status 500");
            }
            case NO_ACT_THEN_500 -> new Outcome.Unknown("status 500");
            case SLOW -> {
                act(kind, call, content, now.plus(LATE_ACT), now.plus(LATE_ACT));
                clock.advance(PATIENCE);
                yield new Outcome.Unknown("no answer before the deadline");
            }
            case VISIBLE_LATE -> {
                act(kind, call, content, now, now.plus(kind == FakeSkill.Kind.PROVING ? PROVEN_SIGHT : LATE_SIGHT));
                throw new UncheckedIOException(new IOException("connection reset"));
            }
            case RATE_LIMITED -> new Outcome.Failed(new ToolError.RateLimited("slow down", now.plus(RETRY_AFTER)));
            case REFUSED -> new Outcome.Failed(new ToolError.Validation("not in this form"));
        };
    }

    Verification look(Call call) {
        return deeds.stream()
                        .anyMatch(deed ->
                                deed.key().equals(call.key()) && !deed.shows().isAfter(clock.instant()))
                ? new Verification.Found(receipt(call), JsonNodeFactory.instance.objectNode())
                : new Verification.NotFound();
    }

    private void inOrder(String content) {
        for (String earlier : order.subList(0, Math.max(0, order.indexOf(content)))) {
            boolean there = given.contains(earlier)
                    || deeds.stream()
                            .anyMatch(deed -> deed.content().equals(earlier)
                                    && !deed.acts().isAfter(clock.instant()));
            if (!there) {
                wrong.add("out of order: " + content + " before " + earlier);
            }
        }
    }

    /** A keyed provider knows a key again: a call that is still under way comes to be at once, none comes to be twice. */
    private void act(FakeSkill.Kind kind, Call call, String content, Instant acts, Instant shows) {
        if (kind == FakeSkill.Kind.READ) {
            return;
        }
        Deed fresh = new Deed(call.key(), content, acts, shows);
        for (int i = 0; i < deeds.size() && kind == FakeSkill.Kind.KEYED; i++) {
            Deed known = deeds.get(i);
            if (known.key().equals(call.key())
                    && known.acts().isAfter(clock.instant().minus(FakeSkill.KEY_TTL))) {
                deeds.set(i, known.acts().isAfter(acts) ? fresh : known);
                return;
            }
        }
        deeds.add(fresh);
    }

    private static Outcome done(Call call) {
        return new Outcome.Done(receipt(call), JsonNodeFactory.instance.objectNode());
    }

    private static Receipt receipt(Call call) {
        return new Receipt("no. " + call.key().substring(0, 8), false);
    }
}
