package dev.factotum.cli;

import dev.factotum.Version;

/** The start of the program. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("agent " + Version.CURRENT + " (Factotum)");
    }
}
