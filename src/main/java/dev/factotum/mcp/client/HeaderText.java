package dev.factotum.mcp.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A value as a header of the protocol holds it: as it is, or where that cannot be, in Base64 between two signs. */
final class HeaderText {
    private HeaderText() {}

    static String of(String value) {
        boolean plain = value.chars().allMatch(c -> c >= 0x20 && c < 0x7f) && value.equals(value.strip());
        return plain && !value.startsWith("=?base64?")
                ? value
                : "=?base64?" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
