package dev.factotum.channel.email.wire;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.factotum.world.World;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** A mail server with one mailbox of ours, {@code hi@studio.example}, in this process. */
public final class PostOffice implements AutoCloseable {
    public static final String US = "hi@studio.example";
    public static final String WORD = "correct horse 7";

    private final GreenMail server;
    private final GreenMailUser user;

    public PostOffice() {
        server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        server.start();
        user = server.setUser(US, US, WORD);
    }

    public GreenMail server() {
        return server;
    }

    public Host smtp() {
        return new Host("127.0.0.1", server.getSmtp().getPort(), Host.Security.NONE);
    }

    public Host imap() {
        return new Host("127.0.0.1", server.getImap().getPort(), Host.Security.NONE);
    }

    public static Login login() {
        return new Login(US, Login.Scheme.PASSWORD, () -> WORD);
    }

    static Patience patience() {
        return new Patience(World.real().clock(), Duration.ofSeconds(20), Duration.ofSeconds(60), Optional.empty());
    }

    Imap mailbox() {
        return new Imap(imap(), login(), patience());
    }

    /** A mail of somebody's comes in. */
    public void comes(byte[] mail) {
        try {
            user.deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail)));
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    public static byte[] letter(String from, String id, String subject, String text) {
        return ("From: " + from + "\r\nTo: " + US + "\r\nSubject: " + subject + "\r\nMessage-ID: " + id
                        + "\r\nDate: Fri, 20 Nov 2026 08:00:00 +0000\r\n\r\n" + text + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** All mails that stand in a folder of somebody's, as text. */
    public List<String> mails(String address, String folder) {
        List<String> texts = new ArrayList<>();
        Optional<GreenMailUser> owner =
                Optional.ofNullable(server.getUserManager().getUserByEmail(address));
        if (owner.isEmpty()) {
            return texts;
        }
        MailFolder box = server.getManagers().getImapHostManager().getFolder(owner.get(), folder);
        if (box == null) {
            return texts;
        }
        for (StoredMessage stored : box.getMessages()) {
            try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
                stored.getMimeMessage().writeTo(bytes);
                texts.add(bytes.toString(StandardCharsets.UTF_8));
            } catch (MessagingException | IOException broken) {
                throw new IllegalStateException(broken);
            }
        }
        return texts;
    }

    @Override
    public void close() {
        server.stop();
    }
}
