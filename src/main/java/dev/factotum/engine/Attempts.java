package dev.factotum.engine;

import dev.factotum.vault.LedgerEntry.Answered;
import dev.factotum.vault.LedgerEntry.Intent;
import dev.factotum.vault.LedgerEntry.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every call of one step and what came of it. Not thread-safe. */
public final class Attempts {
    private final List<Try> tries = new ArrayList<>();

    /**
     * One call.
     *
     * @param approval under which approval of the matter, counted from 1
     * @param doubtful true where an earlier call with the same key may have happened: then a failure of this one does not
     *     mean that nothing did
     */
    public record Try(
            Intent intent, int approval, boolean doubtful, Optional<Result> result, Optional<Answered> answer) {
        /** True where nobody knows yet what became of it. */
        boolean open() {
            return answer.isEmpty()
                    && result.map(r -> r.outcome().equals("ambiguous")
                                    || doubtful && r.outcome().equals("failed"))
                            .orElse(true);
        }

        public boolean ok() {
            return result.map(r -> r.outcome().equals("ok")).orElse(false)
                    || answer.map(a -> a.answer().equals("arrived")).orElse(false);
        }

        /** True where it certainly did nothing. */
        boolean failed() {
            return !doubtful && result.map(r -> r.outcome().equals("failed")).orElse(false);
        }

        private Try with(Result ended) {
            return new Try(intent, approval, doubtful, Optional.of(ended), answer);
        }

        private Try with(Answered answered) {
            return new Try(intent, approval, doubtful, result, Optional.of(answered));
        }

        boolean again() {
            return answer.map(a -> a.answer().equals("again")).orElse(false);
        }
    }

    void begin(Intent intent, int approval) {
        boolean doubtful =
                tries.stream().anyMatch(t -> t.open() && t.intent().key().equals(intent.key()));
        tries.add(new Try(intent, approval, doubtful, Optional.empty(), Optional.empty()));
    }

    void end(Result result) {
        replaceLast(result.key(), t -> t.with(result));
    }

    void answer(Answered answer) {
        replaceLast(answer.key(), t -> t.with(answer));
    }

    private void replaceLast(String key, java.util.function.UnaryOperator<Try> change) {
        for (int i = tries.size() - 1; i >= 0; i--) {
            if (tries.get(i).intent().key().equals(key)) {
                tries.set(i, change.apply(tries.get(i)));
                return;
            }
        }
    }

    public Optional<Try> last() {
        return tries.isEmpty() ? Optional.empty() : Optional.of(tries.getLast());
    }

    /** The call that is known to have happened, if any did. */
    public Optional<Try> done() {
        return tries.stream().filter(Try::ok).reduce((first, second) -> second);
    }

    /**
     * Calls with this key that certainly did nothing, under one approval.
     *
     * @param words how the failures begin that count
     */
    long failures(String key, int approval, String words) {
        return tries.stream()
                .filter(t -> t.failed()
                        && t.approval() == approval
                        && t.intent().key().equals(key)
                        && t.result().flatMap(Result::error).orElse("").startsWith(words))
                .count();
    }

    /** When the first of the calls with this key was made of which nobody knows whether they happened. */
    Optional<Instant> doubtedSince(String key) {
        return tries.stream()
                .filter(t -> t.open() && t.intent().key().equals(key))
                .map(t -> t.intent().t())
                .findFirst();
    }

    /** The number of the next attempt: it rises with an approval after a failure, and with a person's "again". */
    int next(int approval) {
        Set<Integer> failed = new HashSet<>();
        int again = 0;
        for (Try t : tries) {
            if (t.failed() && t.approval() < approval) {
                failed.add(t.intent().attempt());
            }
            if (t.again()) {
                again++;
            }
        }
        return 1 + failed.size() + again;
    }
}
