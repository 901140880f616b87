package dev.factotum.mcp.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.factotum.mcp.protocol.LineReader.Line;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of strangers are read whole or refused, and never make the reader larger than it is allowed to be. */
class ProtocolTest {
    @Test
    void everyKindOfMessageReadsBackAsItWasWritten() {
        List<Message> all = List.of(
                new Message.Request(
                        IntNode.valueOf(7), "tools/call", StrictJson.object().put("name", "a\nb")),
                new Message.Request(TextNode.valueOf("x"), "ping", StrictJson.object()),
                new Message.Notification("notifications/initialized", StrictJson.object()),
                new Message.Answer(IntNode.valueOf(7), StrictJson.object().put("ok", true)),
                new Message.Failure(IntNode.valueOf(7), new RpcError(RpcError.UNKNOWN_METHOD, "no")));

        for (Message message : all) {
            byte[] bytes = message.bytes();
            assertEquals(-1, new String(bytes, StandardCharsets.UTF_8).indexOf('\n'));
            assertEquals(new Message.Read.Whole(message), Message.read(bytes));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"a\"} | it has a name twice in one object",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\"} {} | it is no JSON",
                "Listening on port 8080 | it is no JSON",
                "[{\"jsonrpc\":\"2.0\"}] | it is no message of JSON-RPC 2.0",
                "{\"jsonrpc\":\"2.0\",\"id\":1} | it has neither a method nor a result nor an error",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"a\"} | its id is neither a text nor a whole number",
                "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":[1]} | its params are no object"
            })
    void whatIsNoMessageIsRefusedWithTheReason(String text, String why) {
        Message.Read.Broken broken =
                assertInstanceOf(Message.Read.Broken.class, Message.read(text.getBytes(StandardCharsets.UTF_8)));

        assertEquals(why, broken.why());
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 100_000})
    void noDepthWithoutEnd(int depth) {
        assertEquals(
                new StrictJson.Read.Broken("it is nested more than 64 deep"),
                StrictJson.read("[".repeat(depth) + "]".repeat(depth)));
    }

    @Test
    void linesAreReadWhateverPiecesTheyComeIn() throws IOException {
        InputStream byteByByte = new InputStream() {
            private final byte[] bytes = "one\r\n\ntwo\nthree".getBytes(StandardCharsets.UTF_8);
            private int at;

            @Override
            public int read() {
                return at < bytes.length ? bytes[at++] : -1;
            }

            @Override
            public int read(byte[] into, int from, int most) {
                int next = read();
                if (next < 0) {
                    return -1;
                }
                into[from] = (byte) next;
                return 1;
            }
        };
        LineReader reader = new LineReader(byteByByte, 5);
        List<String> lines = new ArrayList<>();
        while (reader.next() instanceof Line.Whole(byte[] bytes)) {
            lines.add(new String(bytes, StandardCharsets.UTF_8));
        }

        assertEquals(List.of("one", "", "two", "three"), lines);
    }

    @Test
    void aLineWithoutEndIsGivenUpAsSoonAsItIsTooLong() throws IOException {
        LineReader reader = new LineReader(endless(), 1 << 20);

        assertInstanceOf(Line.TooLong.class, reader.next());
        assertTrue(reader.taken() < (1 << 20) + 20_000, () -> reader.taken() + " bytes were taken");
    }

    @Test
    void aWrittenMessageIsOneLine() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new LineWriter(out).write(new Message.Notification("a", StrictJson.object()));

        assertEquals("{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":{}}\n", out.toString(StandardCharsets.UTF_8));
        assertInstanceOf(Line.Whole.class, new LineReader(new ByteArrayInputStream(out.toByteArray()), 100).next());
    }

    @Test
    void eventsAreTheSameHoweverTheirBytesAreCut() {
        byte[] stream =
                ": hello\r\nevent: message\r\ndata: {\"a\":\r\ndata: 1}\r\n\r\nid: 3\ndata:x\n\ndata: unfinished\n"
                        .getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= stream.length; cut++) {
            EventStream events = new EventStream();
            List<String> seen = new ArrayList<>(events.take(java.util.Arrays.copyOf(stream, cut)));
            seen.addAll(events.take(java.util.Arrays.copyOfRange(stream, cut, stream.length)));
            assertEquals(List.of("{\"a\":\n1}", "x"), seen, "cut at " + cut);
        }
    }

    @Test
    void anEventReadsBack() {
        byte[] data = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

        assertEquals(List.of("{\"a\":1}"), new EventStream().take(EventStream.event(data)));
        assertArrayEquals(data, "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatAServerLeavesOpenOfAToolIsTheWorst() {
        ToolInfo tool = ToolInfo.read(value("""
                {"name": "rm", "inputSchema": {"type": "object"}}""")).orElseThrow();

        assertEquals(ToolInfo.Hints.WORST, tool.hints());
        assertEquals(Optional.of(tool), ToolInfo.read(tool.json()));
        assertEquals(Optional.empty(), ToolInfo.read(value("{\"name\": \"a b\", \"inputSchema\": {}}")));
        assertEquals(Optional.empty(), ToolInfo.read(value("{\"name\": \"a\"}")));
    }

    @Test
    void aModernRequestSaysItsRevision() {
        var params = Meta.modern(StrictJson.object().put("name", "x"), StrictJson.object(), StrictJson.object());

        assertEquals(Optional.of("2026-07-28"), Meta.version(params));
        assertEquals(Optional.empty(), Meta.version(StrictJson.object()));
        assertTrue(Revision.MODERN.modern());
        assertFalse(Revision.NEWEST_LEGACY.modern());
    }

    private static com.fasterxml.jackson.databind.JsonNode value(String text) {
        return assertInstanceOf(StrictJson.Read.Value.class, StrictJson.read(text))
                .json();
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'a';
            }

            @Override
            public int read(byte[] into, int from, int most) {
                java.util.Arrays.fill(into, from, from + most, (byte) 'a');
                return most;
            }
        };
    }
}
