package dev.factotum.channel.email.wire;

import jakarta.mail.MessagingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jspecify.annotations.Nullable;

/** Commands to an open folder by UID, each answered in whole or not at all. */
final class Commands {
    /** RFC 3501: a date is in English. */
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d-MMM-yyyy", Locale.ENGLISH);

    /** RFC 5530: the server will answer another time. */
    private static final List<String> PASSING = List.of("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]");

    private final IMAPFolder folder;

    Commands(IMAPFolder folder) {
        this.folder = folder;
    }

    /** A command that the server refuses, the connection being whole. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(String said) {
            super(said);
        }
    }

    /** The UIDs in a range that the server has, in order. @param last -1 for the highest */
    NavigableSet<Long> search(long first, long last, Optional<LocalDate> since, boolean unread)
            throws MessagingException, IOException {
        TreeSet<Long> found = new TreeSet<>();
        String ask = "UID SEARCH UID " + first + ":" + (last < 0 ? "*" : Long.toString(last))
                + since.map(day -> " SINCE " + DAY.format(day)).orElse("") + (unread ? " UNSEEN" : "");
        for (Response response : asked(ask)) {
            if (response instanceof IMAPResponse line && line.keyEquals("SEARCH")) {
                for (long uid = line.readLong(); uid > 0; uid = line.readLong()) {
                    if (uid >= first && (last < 0 || uid <= last)) {
                        found.add(uid);
                    }
                }
            }
        }
        return found;
    }

    /** The sizes of mails as the server counts them, without those that are gone. */
    Map<Long, Long> sizes(Collection<Long> uids) throws MessagingException, IOException {
        Map<Long, Long> sizes = new HashMap<>();
        for (Response response : asked("UID FETCH " + list(uids) + " (UID RFC822.SIZE)")) {
            if (response instanceof FetchResponse fetched) {
                UID of = fetched.getItem(UID.class);
                RFC822SIZE size = fetched.getItem(RFC822SIZE.class);
                if (of != null && size != null) {
                    sizes.put(of.uid, size.size);
                }
            }
        }
        return sizes;
    }

    /** Whole mails, which stay unread, without those that are gone. */
    Map<Long, byte[]> whole(Collection<Long> uids) throws MessagingException, IOException {
        Map<Long, byte[]> mails = new HashMap<>();
        for (Response response : asked("UID FETCH " + list(uids) + " (UID BODY.PEEK[])")) {
            if (response instanceof FetchResponse fetched) {
                UID of = fetched.getItem(UID.class);
                BODY body = fetched.getItem(BODY.class);
                @Nullable ByteArrayInputStream bytes = body == null ? null : body.getByteArrayInputStream();
                if (of != null && bytes != null) {
                    mails.put(of.uid, bytes.readAllBytes());
                }
            }
        }
        return mails;
    }

    private static String list(Collection<Long> uids) {
        return uids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /**
     * A piece of a mail, which stays unread; empty where the mail is gone.
     *
     * @param section {@code ""} for all of it, {@code HEADER}, {@code TEXT}
     */
    Optional<byte[]> piece(long uid, String section, long from, int most) throws MessagingException, IOException {
        String ask = "UID FETCH " + uid + " (UID BODY.PEEK[" + section + "]<" + from + "." + most + ">)";
        for (Response response : asked(ask)) {
            if (response instanceof FetchResponse fetched && isOf(fetched, uid)) {
                BODY body = fetched.getItem(BODY.class);
                @Nullable ByteArrayInputStream bytes = body == null ? null : body.getByteArrayInputStream();
                if (bytes != null) {
                    return Optional.of(bytes.readAllBytes());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(FetchResponse fetched, long uid) {
        UID of = fetched.getItem(UID.class);
        return of != null && of.uid == uid;
    }

    private Response[] asked(String command) throws MessagingException, IOException {
        Object answer = folder.doCommand(protocol -> answered(protocol, command));
        Response[] responses = (Response[]) answer;
        Response last = responses[responses.length - 1];
        if (!last.isOK()) {
            String said = String.valueOf(last.getRest());
            if (PASSING.stream().anyMatch(said.toUpperCase(Locale.ROOT)::contains)) {
                throw new IOException(said);
            }
            throw new RefusedException(said);
        }
        return responses;
    }

    private static Object answered(IMAPProtocol protocol, String command) throws ProtocolException {
        Response[] responses = protocol.command(command, null);
        protocol.notifyResponseHandlers(responses);
        Response last = responses[responses.length - 1];
        if (last.isBYE()) {
            protocol.handleResult(last);
        }
        return responses;
    }
}
