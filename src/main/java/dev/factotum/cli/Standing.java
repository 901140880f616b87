package dev.factotum.cli;

import dev.factotum.engine.Gesture;
import dev.factotum.markdown.Escape;
import dev.factotum.vault.LedgerEntry.Approved;
import dev.factotum.vault.LedgerEntry.Closed;
import dev.factotum.vault.LedgerEntry.Parked;
import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.LedgerEntry.Returned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a matter stands and why, in plain words.
 *
 * @param state the state in one clause
 * @param why what led there, a line each; without style, safe to show
 */
record Standing(String state, List<String> why) {
    Standing {
        why = List.copyOf(why);
    }

    static Standing of(Matter matter, When when, Duration expires) {
        return switch (matter.seen().stage()) {
            case INBOX -> new Standing("waits to be taken in", List.of());
            case NEEDS_ACTION -> new Standing("waits for a plan", List.of());
            case PENDING_APPROVAL -> pending(matter, when, expires);
            case APPROVED -> approved(matter, when);
            case REJECTED, COMPLETED -> ended(matter, when);
        };
    }

    private static Standing pending(Matter matter, When when, Duration expires) {
        Optional<Returned> returned = matter.history().returned();
        Optional<Instant> since =
                returned.map(Returned::t).or(() -> matter.history().proposed().map(Proposed::t));
        List<String> why = new ArrayList<>();
        String state = returned.map(r -> switch (r.why()) {
                    case "failed" -> "came back: a step failed";
                    case "unclear" -> "came back: it is not known whether a step arrived";
                    case "changed" -> "came back: it changed after approval";
                    case "expired" -> "nobody decided in time";
                    case "invalid" -> "came back: the plan has a mistake";
                    case "refused" -> "came back: a policy refuses it";
                    case "no_plan" -> "waits for you: nothing could plan it";
                    default -> "waits for your decision";
                })
                .orElse("waits for your decision");
        returned.map(Returned::detail).stream()
                .flatMap(String::lines)
                .map(Escape::terminal)
                .forEach(why::add);
        boolean expired = returned.filter(r -> r.why().equals("expired")).isPresent();
        since.ifPresent(t -> why.add("since " + when.at(t)
                + (expired || expires.isZero() ? "" : ", expires " + when.from(t.plus(expires)))));
        return new Standing(state, why);
    }

    private static Standing approved(Matter matter, When when) {
        List<String> why = new ArrayList<>();
        matter.history().approval().ifPresent(approval -> why.add(approval(approval) + ", " + when.at(approval.t())));
        Optional<Parked> parked = matter.history().parked();
        if (parked.isPresent()) {
            Parked p = parked.get();
            return new Standing(
                    "approved; waits until " + when.at(p.until()) + " (" + Escape.terminal(p.why()) + ", step "
                            + Escape.terminal(p.step()) + ")",
                    why);
        }
        return new Standing(why.isEmpty() ? "moved to Approved; not looked at yet" : "approved; under way", why);
    }

    private static Standing ended(Matter matter, When when) {
        List<String> why = new ArrayList<>();
        matter.approved().ifPresent(approval -> why.add(approval(approval) + ", " + when.at(approval.t())));
        Optional<Closed> closed = matter.history().closed();
        if (closed.isEmpty()) {
            return new Standing(
                    switch (matter.seen().stage()) {
                        case REJECTED -> "moved to Rejected; not recorded yet";
                        default -> "moved to Completed; not recorded yet";
                    },
                    why);
        }
        String at = " " + when.at(closed.get().t());
        String by = by(closed.get().by(), closed.get().via());
        return switch (closed.get().how()) {
            case "done" -> new Standing("done" + at, why);
            case "by_hand" -> new Standing("done by hand" + at + by + "; nothing ran", List.of());
            case "rejected" -> {
                matter.noted("rejected")
                        .map(note -> note.detail().getOrDefault("why", ""))
                        .filter(text -> !text.isBlank())
                        .ifPresent(text -> why.add("“" + Escape.terminal(text) + "”"));
                yield new Standing("rejected" + at + by, why);
            }
            case "rule" -> {
                matter.noted("closed").ifPresent(note -> {
                    why.add("closed by the rule " + Escape.terminal(note.via().replaceFirst("^rule:", "")));
                    Optional.of(note.detail().getOrDefault("why", ""))
                            .filter(text -> !text.isBlank())
                            .map(Escape::terminal)
                            .ifPresent(why::add);
                });
                yield new Standing("closed by a rule" + at, why);
            }
            case "duplicate" -> new Standing("came in before; planned no second time", why);
            case "dropped" -> new Standing("dropped" + at + by, why);
            default -> new Standing(Escape.terminal(closed.get().how()) + at, why);
        };
    }

    /** {@code approved by sam (moved in the folder), revision 1, risk high}. */
    static String approval(Approved approval) {
        return "approved" + by(approval.by(), approval.via()) + ", revision " + approval.rev() + ", risk "
                + Escape.terminal(approval.risk());
    }

    /** {@code  by sam (moved in the folder)}. */
    static String by(String who, String via) {
        if (who.isEmpty() || who.equals("agent")) {
            return "";
        }
        String words = gesture(via);
        return " by " + Escape.terminal(who) + (words.isEmpty() ? "" : " (" + words + ")");
    }

    /** A gesture, rule or account as people say it: {@code moved in the folder}, {@code rule Answer a message}. */
    static String gesture(String via) {
        for (Gesture gesture : Gesture.values()) {
            if (gesture.word().equals(via)) {
                return gesture.words();
            }
        }
        return Escape.terminal(via.replaceFirst("^rule:", "rule ")).replace('\n', ' ');
    }
}
