package dev.factotum.channel.port;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.http.HttpCall.Body;
import dev.factotum.http.HttpCall.Header;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call of a platform's API. Immutable.
 *
 * @param path below the API's base, encoded, or a whole address where the platform gave one
 * @param query in order, encoded when it is sent
 * @param form the parameters of a form body, which some logins sign; empty where the body is none
 * @param bucket what the platform counts it under: calls of one bucket wait together
 */
public record ApiCall(
        String method,
        String path,
        List<Map.Entry<String, String>> query,
        List<Header> headers,
        Optional<Body> body,
        List<Map.Entry<String, String>> form,
        Kind kind,
        String bucket,
        Duration deadline) {
    private static final Duration USUAL = Duration.ofSeconds(30);

    /** What it means where no answer came. */
    public enum Kind {
        /** Changes nothing: it failed for now. */
        READ,
        /** The same call again is harmless: whether it happened is not known. */
        REPEATABLE,
        /** Each call makes one more: whether it happened is not known. */
        CREATE
    }

    public ApiCall {
        query = List.copyOf(query);
        headers = List.copyOf(headers);
        form = List.copyOf(form);
    }

    public static ApiCall get(String path) {
        return new ApiCall("GET", path, List.of(), List.of(), Optional.empty(), List.of(), Kind.READ, "read", USUAL);
    }

    /** @param kind {@link Kind#REPEATABLE} or {@link Kind#CREATE}; a POST that only reads is a READ */
    public static ApiCall of(String method, String path, Kind kind) {
        return new ApiCall(
                method,
                path,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                kind,
                kind == Kind.READ ? "read" : "write",
                USUAL);
    }

    public ApiCall with(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(query);
        more.add(Map.entry(name, value));
        return new ApiCall(method, path, more, headers, body, form, kind, bucket, deadline);
    }

    public ApiCall header(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new ApiCall(method, path, query, more, body, form, kind, bucket, deadline);
    }

    public ApiCall json(ObjectNode node) {
        return body(new Body("application/json", node.toString().getBytes(StandardCharsets.UTF_8)));
    }

    public ApiCall body(Body bytes) {
        return new ApiCall(method, path, query, headers, Optional.of(bytes), List.of(), kind, bucket, deadline);
    }

    /** A form; a name may come more than once. */
    public ApiCall form(List<Map.Entry<String, String>> parameters) {
        Body bytes = new Body(
                "application/x-www-form-urlencoded", encoded(parameters).getBytes(StandardCharsets.US_ASCII));
        return new ApiCall(method, path, query, headers, Optional.of(bytes), parameters, kind, bucket, deadline);
    }

    public ApiCall counted(String under) {
        return new ApiCall(method, path, query, headers, body, form, kind, under, deadline);
    }

    public ApiCall within(Duration most) {
        return new ApiCall(method, path, query, headers, body, form, kind, bucket, most);
    }

    static String encoded(List<Map.Entry<String, String>> parameters) {
        StringBuilder text = new StringBuilder();
        parameters.forEach(one -> text.append(text.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(one.getKey(), StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8)));
        return text.toString();
    }

    /** Without what it sends. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
