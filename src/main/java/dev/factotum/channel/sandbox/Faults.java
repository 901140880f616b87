package dev.factotum.channel.sandbox;

import dev.factotum.tool.ArgumentFault;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a step's arguments, in the order found. Used by one thread. */
public final class Faults {
    private final List<ArgumentFault> found = new ArrayList<>();

    public void add(String argument, String reason, String hint) {
        found.add(new ArgumentFault(argument, reason, hint));
    }

    public List<ArgumentFault> list() {
        return List.copyOf(found);
    }
}
