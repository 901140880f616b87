package dev.factotum.problem;

/** The exit codes of every command; a stable part of the product. */
public enum ExitCode {
    DONE(0, "done"),
    FAILED(1, "some matter failed"),
    USAGE(2, "wrong use, configuration or file"),
    PERSON(3, "a person is needed (with --check)"),
    NOT_EXECUTOR(4, "this machine is not the vault's executor"),
    AUTH(5, "a login or secret is missing or refused"),
    INTEGRITY(6, "the audit log does not verify"),
    DISK(7, "the disk is full, read-only or failing"),
    PROVIDER(8, "a provider or the network failed"),
    FAULT(9, "a fault of ours");

    private final int value;
    private final String meaning;

    ExitCode(int value, String meaning) {
        this.value = value;
        this.meaning = meaning;
    }

    public int value() {
        return value;
    }

    public String meaning() {
        return meaning;
    }
}
