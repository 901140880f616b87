package dev.factotum.config;

/** How much could go wrong, computed by plain code; in rising order. */
public enum Risk {
    LOW,
    NORMAL,
    HIGH;

    /** As written in properties and settings. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public Risk max(Risk other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
