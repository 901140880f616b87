package dev.factotum.channel.vault;

import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Texts;
import dev.factotum.vault.Names;
import java.io.IOException;

/** Checks of the arguments that matters and drafts share: title, text, client. */
final class Written {
    private static final int LONGEST = 1_000_000;
    private static final int LONGEST_LINE = 300;

    private Written() {}

    static void check(Arguments arguments, Faults faults) {
        line("title", arguments, faults);
        if (arguments.text("title").isBlank()) {
            faults.add("title", "is empty", "Write a title.");
        }
        String text = arguments.text("text");
        if (arguments.pending(text)) {
            return;
        }
        if (text.isBlank()) {
            faults.add("text", "is empty", "Write the text.");
        } else if (text.length() > LONGEST) {
            faults.add("text", Texts.tooLong(text.length(), "characters", LONGEST), "Shorten it.");
        } else if (Texts.hasControls(text)) {
            faults.add("text", "holds a control character", "Type the text again in a plain editor.");
        }
    }

    /** A short text that stays on its line. */
    static void line(String argument, Arguments arguments, Faults faults) {
        String text = arguments.text(argument);
        if (arguments.pending(text)) {
            return;
        }
        if (Texts.breaksLine(text)) {
            faults.add(argument, "holds a line break or a control character", "Write it on one line.");
        } else if (text.length() > LONGEST_LINE) {
            faults.add(argument, Texts.tooLong(text.length(), "characters", LONGEST_LINE), "Shorten it.");
        }
    }

    /** A client that has a folder. */
    static void client(Arguments arguments, Ground ground, Faults faults) {
        String client = arguments.text("client").strip();
        if (client.isEmpty() || arguments.pending(client)) {
            return;
        }
        try {
            if (!Names.stem(client).equals(client) || client.startsWith(".") || !ground.hasClient(client)) {
                faults.add("client", "names no folder in Clients", "Look how the client's folder is written.");
            }
        } catch (IOException unreadable) {
            faults.add("client", "cannot be looked up: " + unreadable.getMessage(), "See agent doctor.");
        }
    }
}
