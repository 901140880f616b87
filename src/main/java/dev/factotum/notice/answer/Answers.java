package dev.factotum.notice.answer;

import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.config.Risk;
import dev.factotum.config.Settings;
import dev.factotum.engine.Asked;
import dev.factotum.engine.Asked.Bound;
import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.engine.Desk;
import dev.factotum.engine.Turn;
import dev.factotum.notice.answer.Ask.State;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes answers from afar. A code of 128 bits is given out for one plan in one chat; it is used once, by a person of the
 * target's list, for low and normal risk only. What was decided counts after the grace time, as a tick does, and is then
 * done by {@link Desk#decide}, which is held to the very plan that was shown. Thread-safe.
 */
public final class Answers {
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final int CODE = 22;

    private static final String NOT_YOURS = "You cannot answer here.";

    private final Vault vault;
    private final Issuing issuing;
    private final Desk desk;
    private final Supplier<Settings> settings;

    public Answers(EngineVault outside, Desk desk, Supplier<Settings> settings) {
        this.vault = outside.vault();
        this.issuing = new Issuing(outside, settings);
        this.desk = desk;
        this.settings = settings;
    }

    /** Whether somebody may decide this from afar at all. */
    public static boolean offers(Target target, Asked asked) {
        return asked.decidable()
                && asked.risk() != Risk.HIGH
                && !target.people().isEmpty();
    }

    /** A fresh code for a plan; whatever was given out for the matter there before is worth nothing from now on. */
    public String issue(Target target, String chat, Asked asked) throws IOException {
        try (Claim claim = issuing.claim()) {
            AskBook book = AskBook.read(vault);
            String code = issuing.issue(book, target, chat, asked);
            claim.confirm();
            book.write(vault, now());
            return code;
        }
    }

    /** How far a bot's chats were read: the number of the next message. */
    long offset(String bot) throws IOException {
        return AskBook.read(vault).offset(bot, now());
    }

    /** What a bot was told and is no answer counts as read. */
    void passOver(String bot, long next) throws IOException {
        try (Claim claim = issuing.claim()) {
            AskBook book = AskBook.read(vault);
            book.heard(bot, next, now());
            claim.confirm();
            book.write(vault, now());
        }
    }

    /** Takes an answer that came by mail. */
    public Answered take(Press press) throws IOException {
        return take(press, (book) -> {});
    }

    /** Takes one, and in the same writing counts it as read. */
    Answered take(Press press, String bot, long next) throws IOException {
        return take(press, book -> book.heard(bot, next, now()));
    }

    private interface Read {
        void mark(AskBook book);
    }

    private Answered take(Press press, Read read) throws IOException {
        try (Claim claim = issuing.claim()) {
            AskBook book = AskBook.read(vault);
            Answered answered = answered(book, press);
            read.mark(book);
            claim.confirm();
            book.write(vault, now());
            return answered;
        }
    }

    private Answered answered(AskBook book, Press press) throws IOException {
        Optional<Ask> known = press.code().length() == CODE ? book.find(Digest.of(press.code())) : Optional.empty();
        Optional<Target> target = known.flatMap(
                ask -> Optional.ofNullable(settings.get().notices().targets().get(ask.target())));
        if (known.isEmpty() || target.isEmpty() || !known.get().chat().equals(press.chat())) {
            return new Answered.No("This message is of no use any more.");
        }
        String person = target.get().people().get(press.who());
        if (person == null) {
            return new Answered.No(NOT_YOURS);
        }
        Ask ask = known.get();
        return switch (ask.state()) {
            case OPEN -> opened(book, target.get(), ask, press, person);
            case DECIDED -> decided(book, target.get(), ask, press);
            case OVER -> new Answered.No("This message was used already; a newer one counts.");
        };
    }

    private Answered opened(AskBook book, Target target, Ask ask, Press press, String person) throws IOException {
        Optional<Asked> asked = issuing.asked(ask.bound().matter());
        if (asked.isEmpty()) {
            book.put(ask.over());
            return new Answered.No("It does not wait any more.");
        }
        Asked now = asked.get();
        if (press.act() == Press.Act.SHOW) {
            return new Answered.Shown(now, issuing.issue(book, target, ask.chat(), now));
        }
        if (press.act() == Press.Act.UNDO) {
            return new Answered.No("There is nothing to take back.");
        }
        Optional<String> other = other(ask, now);
        if (other.isPresent()) {
            return new Answered.Anew(other.get(), now, issuing.issue(book, target, ask.chat(), now));
        }
        if (!offers(target, now)) {
            book.put(ask.over());
            return new Answered.No("It cannot be decided from here: open it in the vault.");
        }
        Instant due = now().plus(settings.get().approval().grace());
        Ask decided = ask.decided(person, press.gesture(), press.act() == Press.Act.APPROVE, due, press.message());
        book.put(decided);
        return new Answered.Counts(decided, due);
    }

    private Optional<String> other(Ask ask, Asked now) {
        Bound bound = ask.bound();
        if (now().isAfter(ask.until())) {
            return Optional.of("That message is too old. This is how it stands.");
        }
        return bound.equals(now.bound())
                ? Optional.empty()
                : Optional.of("The plan was changed since that message. This is how it stands now.");
    }

    private Answered decided(AskBook book, Target target, Ask ask, Press press) throws IOException {
        boolean late = !now().isBefore(ask.due());
        if (press.act() != Press.Act.UNDO || late) {
            return new Answered.No(
                    late
                            ? "It is decided; what can be taken back is in the vault."
                            : ask.by() + " has " + (ask.approves() ? "approved" : "rejected") + " it already.");
        }
        book.put(ask.over());
        Optional<Asked> asked = issuing.asked(ask.bound().matter());
        return asked.isPresent()
                ? new Answered.TakenBack(asked.get(), issuing.issue(book, target, ask.chat(), asked.get()))
                : new Answered.No("It was taken back, and does not wait any more.");
    }

    /** What took effect. @param words one sentence @param fresh present where it is put before them anew */
    public record Settled(Ask ask, String words, Optional<Asked> fresh, String code) {
        @Override
        public String toString() {
            return "Settled[" + words + "]";
        }
    }

    /** Does what was decided and whose grace time is over. Two that do so at once, or after a crash, do it once. */
    public List<Settled> settle() throws IOException {
        List<Settled> settled = new ArrayList<>();
        for (Ask ask : AskBook.read(vault).all()) {
            if (ask.state() == State.DECIDED && !now().isBefore(ask.due())) {
                settle(ask).ifPresent(settled::add);
            }
        }
        return settled;
    }

    private Optional<Settled> settle(Ask ask) throws IOException {
        Optional<Seen> file = issuing.file(ask.bound().matter());
        Turn turn = file.isEmpty()
                ? new Turn.Rests(Instant.MAX)
                : desk.decide(file.get(), ask.bound(), ask.by(), ask.gesture(), ask.approves());
        return switch (turn) {
            case Turn.Busy _, Turn.Again _ -> Optional.empty();
            case Turn.Rests _ -> over(ask, "It does not wait any more.", false);
            case Turn.Refused(dev.factotum.problem.Problem problem) ->
                over(ask, "Nothing was done: " + problem.why(), true);
            case Turn.ToTray(String why, boolean _) -> over(ask, "It came back to the tray (" + why + ").", false);
            case Turn.Executed _, Turn.Waits _, Turn.Planned _, Turn.Ended _ ->
                over(ask, (ask.approves() ? "Approved by " : "Rejected by ") + ask.by() + ".", false);
        };
    }

    private Optional<Settled> over(Ask ask, String words, boolean anew) throws IOException {
        try (Claim claim = issuing.claim()) {
            AskBook book = AskBook.read(vault);
            Optional<Ask> now = book.find(ask.code()).filter(one -> one.state() == State.DECIDED);
            if (now.isEmpty()) {
                return Optional.empty();
            }
            book.put(ask.over());
            Optional<Target> target =
                    Optional.ofNullable(settings.get().notices().targets().get(ask.target()));
            Optional<Asked> fresh =
                    anew && target.isPresent() ? issuing.asked(ask.bound().matter()) : Optional.empty();
            String code = fresh.isPresent() ? issuing.issue(book, target.get(), ask.chat(), fresh.get()) : "";
            claim.confirm();
            book.write(vault, now());
            return Optional.of(new Settled(ask, words, fresh, code));
        }
    }

    /** When something that was decided takes effect; {@link Instant#MAX} for never. */
    public Instant due() throws IOException {
        Instant due = Instant.MAX;
        for (Ask ask : AskBook.read(vault).all()) {
            if (ask.state() == State.DECIDED && ask.due().isBefore(due)) {
                due = ask.due();
            }
        }
        Instant soonest = now().plus(AGAIN);
        return due.isBefore(now()) ? soonest : due;
    }

    private Instant now() {
        return vault.world().clock().instant();
    }
}
