package dev.factotum.http;

import java.util.Map;

/** Hears the body of an answer piece by piece. It is called on another thread, and nothing more comes until it returns. */
@FunctionalInterface
public interface BodyListener {
    /**
     * @param headers by name in lower case, the first of each
     * @return true where nothing more of it is wanted: what came so far is the answer
     */
    boolean enough(int status, Map<String, String> headers, byte[] piece);
}
