package dev.factotum.plan;

import java.util.List;
import java.util.Optional;

/**
 * Everything the engine owns between the title and the steps, in this order; printing replaces what stood there before.
 *
 * @param status callouts that say why the matter waits or how it ended
 * @param ifApproved the line from {@code **If approved} on, without line break
 * @param warnings what to look at before deciding
 * @param remember addresses that may be remembered: the whole item text, escaped
 * @param answers steps whose outcome a person must tell: step id and item texts
 * @param decisions the revision of the three boxes; empty where nothing is to be decided
 */
public record Header(
        List<Callout> status,
        Optional<String> ifApproved,
        List<Callout> warnings,
        List<String> remember,
        List<Answer> answers,
        Optional<Integer> decisions) {
    public static final Header EMPTY =
            new Header(List.of(), Optional.empty(), List.of(), List.of(), List.of(), Optional.empty());

    public Header {
        status = List.copyOf(status);
        warnings = List.copyOf(warnings);
        remember = List.copyOf(remember);
        answers = List.copyOf(answers);
    }

    /** Two boxes about a step: it arrived, or it did not and is to be done again. */
    public record Answer(StepId step, String arrived, String again) {}
}
