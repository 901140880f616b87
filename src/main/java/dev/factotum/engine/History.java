package dev.factotum.engine;

import dev.factotum.plan.PlanDigest;
import dev.factotum.plan.TypedStep;
import dev.factotum.tool.Conversation;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Ledger;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Answered;
import dev.factotum.vault.LedgerEntry.Approved;
import dev.factotum.vault.LedgerEntry.Audited;
import dev.factotum.vault.LedgerEntry.Born;
import dev.factotum.vault.LedgerEntry.Claimed;
import dev.factotum.vault.LedgerEntry.Closed;
import dev.factotum.vault.LedgerEntry.Intent;
import dev.factotum.vault.LedgerEntry.Moving;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.LedgerEntry.Parked;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.LedgerEntry.Result;
import dev.factotum.vault.LedgerEntry.Returned;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Trust;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a matter's ledger says, folded; grows with every entry appended under the claim. Not thread-safe. */
public final class History {
    /** A parked entry that is younger than this was made by a clock that was ahead. */
    static final Duration SET_BACK = Duration.ofHours(1);

    /** Notes that end an approval. */
    private static final Set<String> ENDS_APPROVAL =
            Set.of("withdrawn", "rejected", "reopened", "plan_again", "by_hand", "dropped");

    /** The note of a message that tries to give orders. */
    static final String STEERING = "steering";

    private final List<LedgerEntry> entries = new ArrayList<>();
    private final Map<String, Attempts> attempts = new LinkedHashMap<>();
    private Conversation conversation = Conversation.NONE;
    private Map<String, String> source = Map.of();
    private @Nullable Born born;
    private @Nullable Placed placed;
    private @Nullable Moving moving;
    private @Nullable Moving written;
    private @Nullable Proposed proposed;
    private @Nullable Approved approval;
    private @Nullable Parked parked;
    private @Nullable Returned returned;
    private @Nullable Closed closed;
    private int approvals;
    private boolean proposing;
    private int rev;
    private boolean unwritten;
    private long audited;

    private History() {}

    /** Reads a whole ledger. */
    public static History of(Ledger ledger) throws IOException {
        return of(ledger.entries());
    }

    public static History of(List<LedgerEntry> entries) {
        History history = new History();
        entries.forEach(history::add);
        return history;
    }

    void add(LedgerEntry entry) {
        entries.add(entry);
        switch (entry) {
            case Born b -> born = b;
            case Moving m -> {
                moving = m;
                unwritten = false;
                written = m.to() == Stage.APPROVED && m.from() != Stage.APPROVED ? null : m;
            }
            case Placed p -> {
                proposing = false;
                placed = p;
                moving = null;
            }
            case Proposed p -> {
                proposed = p;
                proposing = true;
                approval = null;
                returned = null;
                rev = Math.max(rev, p.rev());
                unwritten = true;
            }
            case Approved a -> {
                approval = a;
                approvals++;
                parked = null;
                returned = null;
                rev = Math.max(rev, a.rev());
            }
            case Noted n -> note(n);
            case Claimed ignored -> {}
            case Intent i -> attempts(i.step()).begin(i, approvals);
            case Result r -> attempts(r.step()).end(r);
            case Answered a -> attempts(a.step()).answer(a);
            case Parked p -> parked = p;
            case Returned r -> {
                returned = r;
                approval = null;
                parked = null;
                rev += unwritten ? 0 : 1;
                unwritten = false;
            }
            case Closed c -> {
                closed = c;
                approval = null;
            }
            case Audited a -> audited = Math.max(audited, a.upto());
        }
    }

    private void note(Noted noted) {
        if (noted.event().equals("source")) {
            source = noted.detail();
            conversation = Conversation.of(noted.detail());
        }
        if (noted.event().equals("reopened")) {
            closed = null;
        }
        if (noted.event().equals("retry")) {
            parked = null;
        }
        if (ENDS_APPROVAL.contains(noted.event())) {
            approval = null;
            parked = null;
        }
    }

    private Attempts attempts(String step) {
        return attempts.computeIfAbsent(step, ignored -> new Attempts());
    }

    /** All entries, numbered from 1 by position; grows as they are added. */
    public List<LedgerEntry> entries() {
        return Collections.unmodifiableList(entries);
    }

    public Optional<Born> born() {
        return Optional.ofNullable(born);
    }

    /** Without a birth entry nobody vouches for the words. */
    public Trust trust() {
        return born == null ? Trust.UNTRUSTED : born.trust();
    }

    public Conversation conversation() {
        return conversation;
    }

    /** True where a proposal was begun and is not known to stand in the note. */
    boolean proposing() {
        return proposing;
    }

    /** What intake noted of the source: from, subject, account, … */
    public Map<String, String> source() {
        return source;
    }

    public Optional<Placed> placed() {
        return Optional.ofNullable(placed);
    }

    /** A move of ours that is not known to have been finished. */
    public Optional<Moving> unfinished() {
        return Optional.ofNullable(moving);
    }

    /** The last text of ours that was to stand in the file; what a person approved is theirs. */
    public Optional<Moving> written() {
        return Optional.ofNullable(written);
    }

    public Optional<Proposed> proposed() {
        return Optional.ofNullable(proposed);
    }

    /** The approval in force. */
    public Optional<Approved> approval() {
        return Optional.ofNullable(approval);
    }

    public Optional<Parked> parked() {
        return Optional.ofNullable(parked);
    }

    /** The same; nothing where the clock was set back since, for the time that was meant may be far away now. */
    Optional<Parked> parked(Instant now) {
        return parked().filter(p -> !p.t().isAfter(now.plus(SET_BACK)));
    }

    /** The last return to the tray since the last proposal or approval. */
    public Optional<Returned> returned() {
        return Optional.ofNullable(returned);
    }

    public Optional<Closed> closed() {
        return Optional.ofNullable(closed);
    }

    /**
     * The revision that stands before the person: a proposal has a new one, and so has every return. 0 where nothing was
     * ever put before them; a proposal and the return that tells of it in the same writing share one.
     */
    int rev() {
        return rev;
    }

    /** How many approvals the matter has had. */
    int approvals() {
        return approvals;
    }

    /** Entries up to this number stand in the audit chain. */
    long audited() {
        return audited;
    }

    /** Why it waits for a model, where it does. */
    public Optional<String> waitsForModel() {
        return Planning.waits(this).map(noted -> noted.detail().getOrDefault("why", ""));
    }

    /** A round that is over and was not enough. @param done of each step what came of it, further lines indented */
    public record Round(String number, String done, String missing) {
        /** What came of each step. */
        List<String> steps() {
            return done.isEmpty() ? List.of() : List.of(done.split("\n(?! )"));
        }
    }

    /** All of them, the first one first. */
    public List<Round> rounds() {
        return entries.stream()
                .filter(Noted.class::isInstance)
                .map(Noted.class::cast)
                .filter(noted -> noted.event().equals(NextRound.EVENT))
                .map(noted -> new Round(
                        noted.detail().getOrDefault("round", ""),
                        noted.detail().getOrDefault("done", ""),
                        noted.detail().getOrDefault("why", "")))
                .toList();
    }

    /** What the last round left missing, where what is proposed since is to make up for it. */
    public Optional<Round> pendingRound() {
        boolean since = entries.reversed().stream()
                .takeWhile(entry -> !(entry instanceof Approved))
                .anyMatch(entry -> entry instanceof Noted noted && noted.event().equals(NextRound.EVENT));
        return since ? Optional.of(rounds().getLast()) : Optional.empty();
    }

    /** What another step of this matter did before in the very same way; steps are told apart by their ids. */
    Optional<String> didTheSame(TypedStep step) {
        Digest arguments = PlanDigest.ofArguments(step);
        for (Map.Entry<String, Attempts> other : attempts.entrySet()) {
            boolean same = other.getValue()
                    .done()
                    .map(Attempts.Try::intent)
                    .filter(did -> did.args().equals(arguments)
                            && did.skill().startsWith(step.tool().id() + "@")
                            && did.account().equals(step.account().name()))
                    .isPresent();
            if (same && !other.getKey().equals(step.id().value())) {
                return Optional.of(other.getKey());
            }
        }
        return Optional.empty();
    }

    /** A piece of the message that tries to give orders, as a reader found it; empty text where it named none. */
    Optional<String> steering() {
        return entries.stream()
                .filter(Noted.class::isInstance)
                .map(Noted.class::cast)
                .filter(noted -> noted.event().equals(STEERING))
                .findFirst()
                .map(noted -> noted.detail().getOrDefault("quote", ""));
    }

    /** What was tried of a step, in order. */
    public Attempts of(String step) {
        return attempts.getOrDefault(step, new Attempts());
    }

    /** Steps whose last call has no known outcome and no answer yet, as the ledger has it. */
    public Set<String> unknown() {
        Set<String> steps = new HashSet<>();
        attempts.forEach((step, tries) -> {
            if (tries.last().map(Attempts.Try::open).orElse(false)) {
                steps.add(step);
            }
        });
        return steps;
    }
}
