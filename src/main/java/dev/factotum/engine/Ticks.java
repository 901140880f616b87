package dev.factotum.engine;

import dev.factotum.plan.Decisions.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is ticked in a plan that waits, and whether it speaks against what a person does with the file. */
final class Ticks {
    private static final List<Kind> DECISIONS = List.of(Kind.APPROVE, Kind.REJECT, Kind.REVISE);

    private Ticks() {}

    /** A decision that is ticked, and where. */
    record Ticked(Kind kind, Gesture gesture) {}

    /**
     * Approve, reject and revise as ticked for the revision that the ledger knows; the box and the property together are
     * one; the property belongs to the revision beside it. The wish for changes counts at the file's own revision too:
     * planning may have broken off, and nothing runs.
     */
    static List<Ticked> of(Session session) {
        List<Ticked> found = new ArrayList<>();
        String rev = Integer.toString(session.history().rev());
        String own = Integer.toString(session.text().rev());
        for (Kind kind : DECISIONS) {
            boolean ticked = session.text().decisions().ticked(kind).stream()
                    .anyMatch(box -> box.target().equals(rev)
                            || kind == Kind.REVISE && box.target().equals(own));
            if (ticked) {
                found.add(new Ticked(kind, Gesture.TICK));
            } else if (kind == Kind.APPROVE
                    && rev.equals(own)
                    && session.text().properties().ticked("approve")) {
                found.add(new Ticked(kind, Gesture.PROPERTY));
            }
        }
        return found;
    }

    /**
     * What is ticked and means something else than this; empty where nothing is. A tick of an earlier revision is no
     * approval, but it still speaks against one.
     *
     * @param meant empty where no box means it
     */
    static Optional<String> against(Session session, Optional<Kind> meant) {
        Set<Kind> ticked = EnumSet.noneOf(Kind.class);
        of(session).forEach(one -> ticked.add(one.kind()));
        for (Kind kind : List.of(Kind.REJECT, Kind.REVISE)) {
            if (!session.text().decisions().ticked(kind).isEmpty()) {
                ticked.add(kind);
            }
        }
        meant.ifPresent(ticked::remove);
        return ticked.isEmpty() ? Optional.empty() : Optional.of(words(List.copyOf(ticked)));
    }

    /** @param how what the person did: {@code It was moved to Approved} */
    static String unclear(String how, String ticked) {
        return how + " while " + ticked + (ticked.contains(" and ") ? " are" : " is")
                + " ticked. Nothing was done. Decide for one.";
    }

    /** The boxes as they are called. */
    static String words(List<Kind> kinds) {
        return String.join(
                " and ",
                kinds.stream()
                        .map(kind -> switch (kind) {
                            case APPROVE -> "Approve";
                            case REJECT -> "Reject";
                            case REVISE -> "Ask for changes";
                            case REMEMBER, ARRIVED, AGAIN -> "a box";
                        })
                        .toList());
    }
}
