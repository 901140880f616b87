package dev.factotum.channel.port;

import dev.factotum.http.HttpCall.Body;
import dev.factotum.vault.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A {@code multipart/form-data} body (RFC 7578), part by part. Used by one thread. */
public final class Multipart {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final String boundary;

    /** @param seed of the boundary, which is a digest of it: nothing that is sent holds that by chance */
    public Multipart(String seed) {
        this.boundary = "factotum-" + Digest.of(seed).hex();
    }

    /** A text. */
    public Multipart with(String name, String value) {
        head("name=\"" + plain(name) + "\"", "");
        put(value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** A file. */
    public Multipart with(String name, String file, String type, byte[] content) {
        head("name=\"" + plain(name) + "\"; filename=\"" + plain(file) + "\"", "content-type: " + type + "\r\n");
        put(content);
        return this;
    }

    public Body body() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(bytes.toByteArray());
        whole.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return new Body("multipart/form-data; boundary=" + boundary, whole.toByteArray());
    }

    private void head(String what, String more) {
        bytes.writeBytes(("--" + boundary + "\r\ncontent-disposition: form-data; " + what + "\r\n" + more + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    private void put(byte[] content) {
        bytes.writeBytes(content);
        bytes.writeBytes(new byte[] {'\r', '\n'});
    }

    /** What would end a header or its quotes becomes a line. */
    private static String plain(String name) {
        return name.replaceAll("[\\p{Cntrl}\"\\\\]", "_");
    }
}
