package dev.factotum.channel.email.wire;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;

/** Finds the folder for a purpose: by what the server says it is for (RFC 6154), else by the names that it mostly has. */
public enum Folders {
    SENT(
            "\\Sent",
            "Sent",
            "Sent",
            "Sent Items",
            "Sent Messages",
            "Sent Mail",
            "Gesendet",
            "Gesendete Objekte",
            "Gesendete Elemente",
            "Envoyés",
            "Éléments envoyés",
            "Enviados",
            "Elementos enviados",
            "Inviati",
            "Posta inviata"),
    DRAFTS("\\Drafts", "Drafts", "Drafts", "Draft", "Entwürfe", "Brouillons", "Borradores", "Bozze", "Rascunhos"),
    ARCHIVE("\\Archive", "Archive", "Archive", "Archives", "Archiv");

    private final String use;
    private final String fresh;
    private final String names;

    Folders(String use, String fresh, String... names) {
        this.use = use;
        this.fresh = fresh;
        this.names = "|" + String.join("|", names).toLowerCase(Locale.ROOT) + "|";
    }

    /** Empty where there is none. */
    Optional<IMAPFolder> find(IMAPStore store) throws MessagingException {
        Folder[] all = store.getDefaultFolder().list("*");
        Optional<IMAPFolder> named = Optional.empty();
        for (Folder one : all) {
            if (one instanceof IMAPFolder folder && (folder.getType() & Folder.HOLDS_MESSAGES) != 0) {
                if (Arrays.stream(folder.getAttributes()).anyMatch(use::equalsIgnoreCase)) {
                    return Optional.of(folder);
                }
                if (named.isEmpty() && names.contains("|" + folder.getName().toLowerCase(Locale.ROOT) + "|")) {
                    named = Optional.of(folder);
                }
            }
        }
        return named;
    }

    /** Made where there is none, beside or below the inbox as the server has its folders. */
    IMAPFolder at(IMAPStore store) throws MessagingException {
        Optional<IMAPFolder> there = find(store);
        if (there.isPresent()) {
            return there.get();
        }
        IMAPFolder made = (IMAPFolder) store.getFolder(fresh);
        if (made.create(Folder.HOLDS_MESSAGES)) {
            return made;
        }
        Optional<IMAPFolder> meanwhile = find(store);
        if (meanwhile.isPresent()) {
            return meanwhile.get();
        }
        IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
        IMAPFolder below = (IMAPFolder) inbox.getFolder(fresh);
        if (below.create(Folder.HOLDS_MESSAGES)) {
            return below;
        }
        throw new MessagingException("the server has no folder named " + fresh + " and makes none");
    }
}
