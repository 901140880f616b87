package dev.factotum.secret;

import dev.factotum.problem.Problem;
import java.util.Optional;

/** What a reference led to. */
public sealed interface Resolved {
    /** @param warning what is wrong with where it stands */
    record Found(Secret secret, Optional<Problem> warning) implements Resolved {}

    /** The settings say that none is needed. */
    record NotNeeded() implements Resolved {}

    record Missing(Problem problem) implements Resolved {}
}
