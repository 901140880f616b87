package dev.factotum.channel.email;

import dev.factotum.channel.email.wire.Outgoing.Box;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.tool.Deed;
import java.util.ArrayList;
import java.util.List;

/** Who gets a mail: {@code to}, {@code cc} and {@code bcc} together. */
final class Receivers {
    private static final int MOST = 100;
    private static final List<String> FIELDS = List.of("to", "cc", "bcc");

    private Receivers() {}

    /** @param nobody what is wrong where {@code to} is empty */
    static void check(Arguments arguments, String nobody, String remedy, Faults faults) {
        int count = each(arguments, faults);
        if (arguments.list("to").isEmpty()) {
            faults.add("to", nobody, remedy);
        }
        if (count > MOST) {
            faults.add(
                    "to", "has " + count + " addresses with cc and bcc; " + MOST + " are allowed", "Send it in parts.");
        }
    }

    /** Checks those that are named, of whom there may be none; answers how many. */
    static int each(Arguments arguments, Faults faults) {
        int count = 0;
        for (String field : FIELDS) {
            List<String> written = arguments.list(field);
            count += written.size();
            if (written.size() <= MOST) {
                written.stream().filter(text -> !arguments.pending(text)).forEach(text -> check(field, text, faults));
            }
        }
        return count;
    }

    private static void check(String field, String text, Faults faults) {
        switch (Addresses.read(text)) {
            case Addresses.Read.Bad bad -> faults.add(field, bad.reason(), bad.hint());
            case Addresses.Read.Good good -> {
                if (Addresses.readByNobody(good.mailbox())) {
                    faults.add(
                            field,
                            "has " + good.mailbox().shown() + ", which nobody reads",
                            "Write a person's address, or skip the step.");
                }
            }
        }
    }

    static List<Deed.Recipient> of(Arguments arguments) {
        List<Deed.Recipient> all = new ArrayList<>();
        for (String field : FIELDS) {
            for (String text : arguments.list(field)) {
                all.add(
                        switch (Addresses.read(text)) {
                            case Addresses.Read.Good good ->
                                new Deed.Recipient(
                                        field,
                                        good.mailbox().address(),
                                        good.mailbox().shown());
                            case Addresses.Read.Bad bad -> new Deed.Recipient(field, text, text);
                        });
            }
        }
        return all;
    }

    /** All of a field, checked. */
    static List<Box> boxes(Arguments arguments, String field) {
        List<Box> boxes = new ArrayList<>();
        for (String text : arguments.list(field)) {
            switch (Addresses.read(text)) {
                case Addresses.Read.Good good ->
                    boxes.add(new Box(good.mailbox().address(), good.mailbox().name()));
                case Addresses.Read.Bad bad -> throw new IllegalArgumentException("unchecked address: " + bad.reason());
            }
        }
        return boxes;
    }

    /** A field as it stands in the header; empty where nobody is in it. */
    static String header(Arguments arguments, String field) {
        List<String> boxes = new ArrayList<>();
        for (String text : arguments.list(field)) {
            switch (Addresses.read(text)) {
                case Addresses.Read.Good good -> boxes.add(good.mailbox().header());
                case Addresses.Read.Bad bad -> throw new IllegalArgumentException("unchecked address: " + bad.reason());
            }
        }
        return String.join(", ", boxes);
    }
}
