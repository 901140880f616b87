package dev.factotum.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A vault with one mail in it that is to be answered, once. */
final class OneMail {
    private OneMail() {}

    /** The mail was planned, and a person moved the plan from the tray into Approved a moment ago. */
    static void approved(RealVault vault, String mail) throws IOException, InterruptedException {
        vault.drop("Inbox/mail.eml", mail);
        vault.ran(0, "run");
        move(vault);
    }

    /**
     * Where the plan waits for a person, it is approved and the program run. A rule that may approve does so in the turn
     * that plans; where that turn is cut short, the plan waits, which is safe.
     */
    static boolean decided(RealVault vault) throws IOException, InterruptedException {
        if (vault.names("Pending_Approval").isEmpty()) {
            return false;
        }
        move(vault);
        vault.ran(0, "run");
        return true;
    }

    private static void move(RealVault vault) throws IOException {
        vault.move(vault.names("Pending_Approval").getFirst(), "Pending_Approval", "Approved");
    }

    /** What is wrong where it should be answered and everything at rest. */
    static List<String> unfinished(RealVault vault) throws IOException {
        List<String> wrong = new ArrayList<>(new VaultChecker(VaultReader.real(), vault.root()).atRest());
        for (String empty : List.of("Inbox", "Needs_Action", "Pending_Approval", "Approved", "Rejected")) {
            vault.names(empty).forEach(name -> wrong.add("left: " + empty + "/" + name));
        }
        List<String> done = vault.names("Completed");
        if (done.size() != 1) {
            wrong.add("completed: " + done);
        } else {
            String text =
                    VaultReader.real().text(vault.root().resolve("Completed").resolve(done.getFirst()));
            if (!text.contains("could you send invoice 1 again?") || !text.contains("→ simulated: Outbox/email/")) {
                wrong.add("the record is not whole: " + text);
            }
        }
        if (vault.sent("email").size() != 1 || vault.names("Attachments").size() != 1) {
            wrong.add("sent: " + vault.names("Outbox") + ", kept: " + vault.names("Attachments"));
        }
        if (!List.copyOf(vault.recorded().values()).equals(List.of(1L))) {
            wrong.add("recorded: " + vault.recorded());
        }
        return wrong;
    }
}
