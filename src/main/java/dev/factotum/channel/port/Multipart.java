package dev.factotum.channel.port;

import dev.factotum.http.HttpCall.Body;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The body of a form with a file in it (RFC 7578). Used by one thread. */
public final class Multipart {
    private static final String LINE = "\r\n";

    private final String boundary;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** @param key of the call: no file holds it, for it is a digest that is made after the file */
    public Multipart(String key) {
        this.boundary = "factotum-" + key;
    }

    public Multipart text(String name, String value) {
        head("name=\"" + quoted(name) + "\"", "text/plain; charset=utf-8");
        put(value);
        put(LINE);
        return this;
    }

    /** @param type its media type */
    public Multipart file(String name, String fileName, String type, byte[] content) {
        head("name=\"" + quoted(name) + "\"; filename=\"" + quoted(fileName) + "\"", type);
        bytes.writeBytes(content);
        put(LINE);
        return this;
    }

    public Body body() {
        put("--" + boundary + "--" + LINE);
        return new Body("multipart/form-data; boundary=" + boundary, bytes.toByteArray());
    }

    private void head(String disposition, String type) {
        put("--" + boundary + LINE);
        put("content-disposition: form-data; " + disposition + LINE);
        put("content-type: " + type + LINE + LINE);
    }

    /** As browsers do it: what would end the name is written as in a URL. */
    private static String quoted(String text) {
        return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private void put(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
