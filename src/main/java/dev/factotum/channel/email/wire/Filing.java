package dev.factotum.channel.email.wire;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.HeaderTerm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;

/**
 * Puts mails into folders and finds them again by their Message-ID. A mail that stands there already is not put there twice.
 * Thread-safe.
 */
public final class Filing {
    private final Imap imap;

    public Filing(Imap imap) {
        this.imap = imap;
    }

    /** The folder's name in which a mail with this Message-ID stands, where it does. */
    public Asked<Optional<String>> find(Folders purpose, String messageId) {
        return imap.ask(store -> {
            Optional<IMAPFolder> folder = purpose.find(store);
            return folder.isPresent() && stands(folder.get(), messageId)
                    ? Optional.of(folder.get().getFullName())
                    : Optional.empty();
        });
    }

    /** Files a mail, once; answers the folder's name. */
    public Asked<String> put(Folders purpose, byte[] mail, String messageId) {
        return imap.ask(store -> {
            IMAPFolder folder = purpose.at(store);
            if (!stands(folder, messageId)) {
                MimeMessage message =
                        new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
                message.setFlag(Flags.Flag.SEEN, true);
                message.setFlag(Flags.Flag.DRAFT, purpose == Folders.DRAFTS);
                folder.appendMessages(new Message[] {message});
            }
            return folder.getFullName();
        });
    }

    /** Whether the login works and the inbox and the folders are there; answers their names. */
    public Asked<List<String>> health(String inbox) {
        return imap.ask(store -> {
            if (!store.getFolder(inbox).exists()) {
                throw new Commands.RefusedException("there is no folder named " + inbox);
            }
            return List.of(
                    inbox,
                    Folders.SENT.find(store).map(IMAPFolder::getFullName).orElse(""),
                    Folders.DRAFTS.find(store).map(IMAPFolder::getFullName).orElse(""));
        });
    }

    /** What became of a mail that was to be moved or marked. */
    public enum Filed {
        DONE,
        /** It stands where it should already. */
        ALREADY,
        GONE
    }

    /** Moves a mail from one folder into another, which is made where it is missing. */
    public Asked<Filed> move(String from, String messageId, String into) {
        return imap.ask(store -> {
            IMAPFolder target = (IMAPFolder) store.getFolder(into);
            if (!target.exists() && !target.create(Folder.HOLDS_MESSAGES)) {
                throw new Commands.RefusedException("the folder " + into + " is not there and cannot be made");
            }
            boolean there = stands(target, messageId);
            IMAPFolder source = (IMAPFolder) store.getFolder(from);
            source.open(Folder.READ_WRITE);
            Message[] found = search(source, messageId);
            if (found.length == 0) {
                return there ? Filed.ALREADY : Filed.GONE;
            }
            if (!there) {
                moved(store, source, target, found);
                return Filed.DONE;
            }
            source.setFlags(found, new Flags(Flags.Flag.DELETED), true);
            source.expunge(found);
            return Filed.DONE;
        });
    }

    private static void moved(IMAPStore store, IMAPFolder source, IMAPFolder target, Message[] found)
            throws MessagingException {
        if (store.hasCapability("MOVE")) {
            source.moveMessages(found, target);
            return;
        }
        source.copyMessages(found, target);
        source.setFlags(found, new Flags(Flags.Flag.DELETED), true);
        if (store.hasCapability("UIDPLUS")) {
            source.expunge(found);
        }
    }

    /** Sets a flag of the server's or a keyword of one's own. @param flag {@code seen}, {@code flagged}, {@code answered} or a word */
    public Asked<Filed> flag(String folder, String messageId, String flag) {
        return imap.ask(store -> {
            IMAPFolder source = (IMAPFolder) store.getFolder(folder);
            source.open(Folder.READ_WRITE);
            Message[] found = search(source, messageId);
            if (found.length == 0) {
                return Filed.GONE;
            }
            Flags flags = flags(flag);
            if (found[0].getFlags().contains(flags)) {
                return Filed.ALREADY;
            }
            source.setFlags(found, flags, true);
            return Filed.DONE;
        });
    }

    private static Flags flags(String flag) {
        return switch (flag.toLowerCase(Locale.ROOT)) {
            case "seen" -> new Flags(Flags.Flag.SEEN);
            case "flagged" -> new Flags(Flags.Flag.FLAGGED);
            case "answered" -> new Flags(Flags.Flag.ANSWERED);
            default -> new Flags(flag);
        };
    }

    private static boolean stands(IMAPFolder folder, String messageId) throws MessagingException, IOException {
        if (!folder.exists()) {
            return false;
        }
        boolean open = folder.isOpen();
        if (!open) {
            folder.open(Folder.READ_ONLY);
        }
        boolean found = search(folder, messageId).length > 0;
        if (!open) {
            folder.close(false);
        }
        return found;
    }

    private static Message[] search(IMAPFolder folder, String messageId) throws MessagingException {
        return folder.search(new HeaderTerm("Message-ID", messageId));
    }
}
