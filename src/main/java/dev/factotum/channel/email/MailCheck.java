package dev.factotum.channel.email;

import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Texts;
import dev.factotum.tool.AttachedFile;
import java.util.List;

/** What must hold for every mail besides its receivers: nothing empty, nothing that could become a header. */
final class MailCheck {
    private static final long LARGEST = 20_000_000;
    private static final int LONGEST_BODY = 1_000_000;
    private static final int LONGEST_SUBJECT = 900;

    private MailCheck() {}

    static void check(Arguments arguments, List<AttachedFile> files, Faults faults) {
        subject(arguments, faults);
        body(arguments, faults);
        attachments(arguments, files, faults);
    }

    /** Where receivers leave a mailing: a page that anybody may open, or an address. */
    static void unsubscribe(Arguments arguments, Faults faults) {
        String leave = arguments.text("list_unsubscribe").strip();
        if (leave.isEmpty() || arguments.pending(leave)) {
            return;
        }
        boolean clean =
                leave.length() <= 500 && leave.chars().allMatch(c -> c > 0x20 && c < 0x7F && "<>,".indexOf(c) < 0);
        boolean page = leave.startsWith("https://") || leave.startsWith("mailto:");
        if (!clean || !page && !(Addresses.read(leave) instanceof Addresses.Read.Good)) {
            faults.add("list_unsubscribe", "is neither a page (https) nor an address", "Write one of them.");
        }
    }

    private static void subject(Arguments arguments, Faults faults) {
        String subject = arguments.text("subject");
        if (arguments.pending(subject)) {
            return;
        }
        if (subject.isBlank()) {
            faults.add("subject", "is empty", "Write what the mail is about.");
        } else if (Texts.breaksLine(subject)) {
            faults.add("subject", "holds a line break or a control character", "Write it on one line.");
        } else if (subject.length() > LONGEST_SUBJECT) {
            faults.add("subject", Texts.tooLong(subject.length(), "characters", LONGEST_SUBJECT), "Shorten it.");
        }
    }

    /** Words above a text that is passed on. */
    static void note(Arguments arguments, Faults faults) {
        if (arguments.has("note")) {
            text("note", arguments, faults);
        }
    }

    private static void body(Arguments arguments, Faults faults) {
        text("body", arguments, faults);
    }

    private static void text(String name, Arguments arguments, Faults faults) {
        String body = arguments.text(name);
        if (arguments.pending(body)) {
            return;
        }
        if (body.isBlank()) {
            faults.add(name, "is empty", "Write the mail's text.");
        } else if (Texts.hasControls(body)) {
            faults.add(name, "holds a control character", "Type the text again in a plain editor.");
        } else if (body.length() > LONGEST_BODY) {
            faults.add(
                    name,
                    Texts.tooLong(body.length(), "characters", LONGEST_BODY),
                    "Attach the long text as a file instead.");
        }
    }

    private static void attachments(Arguments arguments, List<AttachedFile> files, Faults faults) {
        List<AttachedFile> attached =
                files.stream().filter(file -> file.argument().equals("attach")).toList();
        for (AttachedFile file : attached) {
            if (file.name().isBlank() || Texts.breaksLine(file.name()) || Texts.hasInvisible(file.name())) {
                faults.add("attach", "has a file whose name holds an invisible character", "Rename the file.");
            }
        }
        long size = attached.stream().mapToLong(AttachedFile::size).reduce(0, Math::addExact);
        if (size > LARGEST) {
            faults.add(
                    "attach",
                    "comes to " + Texts.megabytes(size) + "; " + Texts.megabytes(LARGEST) + " are allowed",
                    "Send fewer or smaller files, or a link.");
        }
        if (arguments.resolved() && attached.size() != arguments.list("attach").size()) {
            faults.add("attach", "names a file that is not there", "Look whether the file still stands in the vault.");
        }
    }
}
