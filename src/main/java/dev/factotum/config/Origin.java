package dev.factotum.config;

/**
 * Where a value was written.
 *
 * @param source a file below the vault, a variable's name or {@code default}
 * @param line counted from 1; 0 where the source has no lines
 */
record Origin(String source, int line) {
    static final Origin DEFAULT = new Origin("default", 0);

    /** {@code agent.yaml:12}, {@code AGENT__OWNER} or {@code default}. */
    String shown() {
        return line > 0 ? source + ":" + line : source;
    }
}
