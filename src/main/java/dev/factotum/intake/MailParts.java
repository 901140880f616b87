package dev.factotum.intake;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimePartDataSource;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes a message's parts apart: text to read, files to keep. At most 200 parts, 10 deep. */
final class MailParts {
    private static final int MOST_PARTS = 200;
    private static final int DEEPEST = 10;
    private static final long MOST_BYTES = 40L * 1024 * 1024;
    private static final Pattern TYPE = Pattern.compile("(?i)^\\s*([a-z0-9.+-]{1,80}/[a-z0-9.+-]{1,80})");
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([a-z0-9._:+-]{1,60})");

    private final List<String> notes;
    private final StringBuilder text = new StringBuilder();
    private final List<Part> files = new ArrayList<>();
    private int parts;
    private long bytes;

    MailParts(List<String> notes) {
        this.notes = notes;
    }

    String text() {
        return text.toString();
    }

    List<Part> files() {
        return files;
    }

    /** Reads one part and all within; failures within are notes. */
    void read(MimePart part, int depth) {
        parts++;
        if (parts > MOST_PARTS || depth > DEEPEST) {
            note("The message has more parts, or nests them deeper, than is read; the original has them all.");
            return;
        }
        String type = type(part);
        try {
            if (type.startsWith("multipart/")) {
                multipart(part, type, depth);
            } else if (type.equals("message/rfc822")) {
                message(part, depth);
            } else if (type.startsWith("text/") && !attached(part) && readable(type)) {
                append(inline(part, type));
            } else {
                keep(part, type);
            }
        } catch (MessagingException | IOException | RuntimeException e) {
            note("A part (" + type + ") could not be read: " + Lines.one(String.valueOf(e.getMessage()), 100) + ".");
        }
    }

    private void multipart(MimePart part, String type, int depth) throws MessagingException, IOException {
        MimeMultipart multipart = new MimeMultipart(new MimePartDataSource(part));
        List<MimePart> children = new ArrayList<>();
        try {
            int count = multipart.getCount();
            for (int i = 0; i < Math.min(count, MOST_PARTS + 1); i++) {
                BodyPart child = multipart.getBodyPart(i);
                if (child instanceof MimeBodyPart body) {
                    children.add(body);
                }
            }
        } catch (MessagingException e) {
            note("The message's parts could not be told apart; its raw text is shown.");
            append(Decoded.of(raw(part), Optional.empty()).text());
            return;
        }
        if (type.equals("multipart/alternative")) {
            alternative(children, depth);
        } else {
            children.forEach(child -> read(child, depth + 1));
        }
    }

    /** The plain text where there is any, else the HTML, else whatever there is; the rest of it is left out. */
    private void alternative(List<MimePart> children, int depth) throws MessagingException, IOException {
        Optional<MimePart> html = Optional.empty();
        for (MimePart child : children) {
            String type = type(child);
            if (type.equals("text/plain")) {
                String plain = inline(child, type);
                if (!plain.isBlank()) {
                    parts++;
                    append(plain);
                    others(children, depth);
                    return;
                }
            } else if (type.equals("text/html")) {
                html = Optional.of(child);
            }
        }
        if (html.isPresent()) {
            read(html.get(), depth + 1);
            others(children, depth);
        } else {
            children.forEach(child -> read(child, depth + 1));
        }
    }

    /** Calendars and pictures beside the text. */
    private void others(List<MimePart> children, int depth) {
        for (MimePart child : children) {
            if (!type(child).startsWith("text/plain") && !type(child).startsWith("text/html")) {
                int before = text.length();
                read(child, depth + 1);
                text.setLength(before);
            }
        }
    }

    private void message(MimePart part, int depth) throws MessagingException, IOException {
        byte[] inner = bytes(part);
        MimeMessage message = new MimeMessage(MailReader.session(), new ByteArrayInputStream(inner));
        String subject = first(message, "Subject");
        keep(name(part, "message/rfc822").orElse((subject.isEmpty() ? "message" : subject) + ".eml"), inner);
        append("Forwarded message\nFrom: " + first(message, "From") + "\nSubject: " + subject + "\n");
        int before = files.size();
        read(message, depth + 1);
        while (files.size() > before) {
            files.removeLast();
        }
    }

    private String inline(MimePart part, String type) throws MessagingException, IOException {
        Optional<String> charset = find(CHARSET, header(part, "Content-Type"));
        Decoded decoded = Decoded.of(bytes(part), charset);
        decoded.note().ifPresent(this::note);
        return type.equals("text/html") ? HtmlText.of(decoded.text()) : decoded.text();
    }

    private void keep(MimePart part, String type) throws MessagingException, IOException {
        keep(name(part, type).orElse("part " + (files.size() + 1) + extension(type)), bytes(part));
    }

    private void keep(String name, byte[] content) {
        files.add(new Part(Lines.one(name, 200), content));
    }

    private void append(String more) {
        String tidy = Lines.tidy(more);
        if (!tidy.isEmpty()) {
            text.append(text.isEmpty() ? "" : "\n\n").append(tidy);
        }
    }

    /** Decoded as the part says, or raw where that does not work. */
    private byte[] bytes(MimePart part) throws MessagingException, IOException {
        byte[] content;
        try (InputStream in = part.getInputStream()) {
            content = in.readAllBytes();
        } catch (MessagingException | IOException e) {
            note("A part's transfer encoding could not be undone; it was kept as it is.");
            content = raw(part);
        }
        bytes += content.length;
        if (bytes > MOST_BYTES) {
            throw new IOException("the parts are larger than " + MOST_BYTES / 1024 / 1024 + " MB together");
        }
        return content;
    }

    private static byte[] raw(MimePart part) throws MessagingException, IOException {
        try (InputStream in = part instanceof MimeBodyPart body
                ? body.getRawInputStream()
                : part instanceof MimeMessage message ? message.getRawInputStream() : InputStream.nullInputStream()) {
            return in.readAllBytes();
        }
    }

    private static boolean attached(MimePart part) {
        String disposition = header(part, "Content-Disposition").strip().toLowerCase(Locale.ROOT);
        return disposition.startsWith("attachment") || disposition.contains("filename");
    }

    private static boolean readable(String type) {
        return switch (type) {
            case "text/plain", "text/html", "text/enriched", "text/markdown", "text/rfc822-headers" -> true;
            default -> false;
        };
    }

    private static String type(MimePart part) {
        String written = header(part, "Content-Type");
        return written.isBlank()
                ? "text/plain"
                : find(TYPE, written).orElse("text/plain").toLowerCase(Locale.ROOT);
    }

    /** RFC 2231, RFC 2047 in quotes, and names without quotes. */
    private static Optional<String> name(MimePart part, String type) {
        return parameter(header(part, "Content-Disposition"), "filename")
                .or(() -> parameter(header(part, "Content-Type"), "name"))
                .map(EncodedWords::decode)
                .map(name -> Lines.one(name, 200))
                .filter(name -> !name.isBlank())
                .map(name -> FileType.extension(name).isEmpty() ? name + extension(type) : name);
    }

    private static Optional<String> parameter(String header, String name) {
        if (header.isBlank()) {
            return Optional.empty();
        }
        try {
            ParameterList list = name.equals("filename")
                    ? new ContentDisposition(header).getParameterList()
                    : new ContentType(header).getParameterList();
            return Optional.ofNullable(list == null ? null : list.get(name));
        } catch (ParseException e) {
            return find(Pattern.compile("(?i)\\b" + name + "\\s*=\\s*\"?([^\";\\r\\n]{1,200})"), header);
        }
    }

    private static String extension(String type) {
        return switch (type) {
            case "message/rfc822" -> ".eml";
            case "text/calendar" -> ".ics";
            case "text/html" -> ".html";
            case "text/csv" -> ".csv";
            case "application/pdf" -> ".pdf";
            case "application/ms-tnef", "application/vnd.ms-tnef" -> ".dat";
            case "application/pgp-signature" -> ".asc";
            case "application/pkcs7-signature", "application/x-pkcs7-signature" -> ".p7s";
            case "application/pkcs7-mime", "application/x-pkcs7-mime" -> ".p7m";
            case "image/png" -> ".png";
            case "image/jpeg" -> ".jpg";
            case "image/gif" -> ".gif";
            default -> type.startsWith("text/") || type.startsWith("message/") ? ".txt" : ".bin";
        };
    }

    private static String first(MimeMessage message, String name) {
        return Lines.one(EncodedWords.decode(header(message, name)), 300);
    }

    /** The first header of that name, unfolded; empty where there is none or it cannot be read. */
    private static String header(MimePart part, String name) {
        try {
            String[] values = part.getHeader(name);
            return values == null || values.length == 0 || values[0] == null ? "" : MimeUtility.unfold(values[0]);
        } catch (MessagingException e) {
            return "";
        }
    }

    private static Optional<String> find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(Lines.cut(text, 10_000));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private void note(String note) {
        if (!notes.contains(note) && notes.size() < 20) {
            notes.add(note);
        }
    }
}
