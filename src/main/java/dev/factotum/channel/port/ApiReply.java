package dev.factotum.channel.port;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.ToolError;

/** What came of a call of a platform's API. */
public sealed interface ApiReply {
    /** @param json the body; a missing node where it is empty or no JSON */
    record Good(Answered answer, JsonNode json) implements ApiReply {}

    /** It certainly did nothing. */
    record Refused(ToolError error) implements ApiReply {}

    /** Bytes were sent and no trustworthy answer came. */
    record Lost(String why) implements ApiReply {}
}
