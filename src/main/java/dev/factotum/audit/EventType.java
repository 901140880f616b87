package dev.factotum.audit;

/** The field's names for what happened, as webhooks and {@code log --json} use them. */
public enum EventType {
    ActivityUpdate,
    ContentSuggested,
    EngagementSuggested,
    HumanReviewRequired,
    HumanResponseReceived,
    ActionExecuted
}
