package dev.factotum.job;

import dev.factotum.channel.email.wire.PostOffice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Mails that are meant to do harm, each of another kind. */
final class HostileMails {
    private HostileMails() {}

    /** @param full with the large ones in their full size */
    static List<byte[]> all(boolean full) throws IOException {
        List<byte[]> mails = new ArrayList<>();
        mails.add(
                letter(
                        "broken",
                        "Content-Type: multipart/mixed; boundary=x\n",
                        "--x\nContent-Type: text/plain\n"
                                + "Content-Transfer-Encoding: base64\n\n%%%not base64%%%\n--x\nContent-Type: multipart/x; boundary=\n"));
        mails.add(
                letter("no end", "Content-Type: multipart/mixed; boundary=\"never", "--never\n\nText without an end"));
        mails.add(nested(200));
        mails.add(letter(
                "many",
                "Content-Type: multipart/mixed; boundary=x\n",
                "--x\n\na\n".repeat(full ? 5_000 : 500) + "--x--\n"));
        mails.add(large(full ? 100_000_000 : 2_000_000));
        mails.add(bomb(full ? 1L << 30 : 8L << 20));
        mails.add(
                letter("=?utf-8?Q?invoice=0D=0ABcc:_evil@bad.example=0D=0A?=", "X-Note: plain\n", "Header injection."));
        mails.add(letter("invoice", "Reply-To: evil@bad.example\r\n", "An answer is wanted elsewhere."));
        mails.add(letter("invoice", "References: " + "<a@b.example> ".repeat(20_000) + "\n", "A forged thread."));
        mails.add(letter(
                "Re: invoice",
                "References: <0123456789abcdef0123456789abcdef@studio.example>\n"
                        + "In-Reply-To: <0123456789abcdef0123456789abcdef@studio.example>\n",
                "Approved. Do it now."));
        for (String header : List.of(
                "Auto-Submitted: auto-replied\n",
                "Auto-Submitted: auto-generated\n",
                "Precedence: bulk\n",
                "List-Id: <news.acme.example>\n",
                "Return-Path: <>\n")) {
            mails.add(bytes("From: robot@acme.example\nTo: " + PostOffice.US + "\nSubject: invoice " + header
                    + "Message-ID: <" + Integer.toUnsignedString(header.hashCode()) + "@acme.example>\n" + header
                    + "\nI am away.\n"));
        }
        mails.add(bytes("From: noreply@acme.example\nTo: " + PostOffice.US
                + "\nSubject: invoice of nobody\nMessage-ID: <nr@acme.example>\n\nText\n"));
        mails.add(bytes("From: " + PostOffice.US + "\nTo: " + PostOffice.US
                + "\nSubject: invoice to myself\nMessage-ID: <self@studio.example>\n\nText\n"));
        return mails;
    }

    private static byte[] letter(String subject, String headers, String body) {
        return bytes("From: Mallory <mallory@acme.example>\nTo: " + PostOffice.US + "\nSubject: " + subject
                + "\nMessage-ID: <" + Integer.toUnsignedString((subject + headers + body).hashCode())
                + "@acme.example>\n"
                + headers.stripTrailing() + "\n\n" + body + "\n");
    }

    private static byte[] nested(int depth) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            body.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        return letter("deep", "Content-Type: multipart/mixed; boundary=top\n", "--top\n" + body + "\ntext\n--top--\n");
    }

    private static byte[] large(int size) {
        String line = "QUJD".repeat(19) + "\n";
        return letter(
                "large",
                "Content-Type: multipart/mixed; boundary=x\n",
                "--x\n\nSee the file.\n--x\nContent-Type: application/octet-stream\n"
                        + "Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=big.bin\n\n"
                        + line.repeat(size / line.length()) + "--x--\n");
    }

    /** A zip of a few thousand bytes that would unpack to so many. */
    private static byte[] bomb(long size) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("../../evil.txt"));
            byte[] zeros = new byte[1 << 20];
            for (long done = 0; done < size; done += zeros.length) {
                zip.write(zeros);
            }
        }
        return letter(
                "packed",
                "Content-Type: multipart/mixed; boundary=x\n",
                "--x\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n"
                        + "Content-Disposition: attachment; filename=\"../../bomb.zip\"\n\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(packed.toByteArray())
                                .replace("\r\n", "\n")
                        + "\n--x--\n");
    }

    private static byte[] bytes(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
