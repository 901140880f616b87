package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Risk;
import dev.factotum.mcp.protocol.StrictJson;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A server as {@code mcp.json} has it. Nothing in it is resolved: references stay references.
 *
 * @param written its name as it stands in the file
 * @param off true where the file has it disabled
 * @param timeout for one call
 */
public record ServerSpec(
        ServerName name, String written, Way way, boolean off, Duration timeout, Map<String, Narrowing> tools) {
    public ServerSpec {
        tools = Map.copyOf(tools);
    }

    /** How it is reached. */
    public sealed interface Way {
        /** A program that is started; its variables may hold references. */
        record Program(String command, List<String> arguments, Map<String, String> variables) implements Way {
            public Program {
                arguments = List.copyOf(arguments);
                variables = Map.copyOf(variables);
            }
        }

        /** An address; its headers may hold references. */
        record Address(URI url, Map<String, String> headers) implements Way {
            public Address {
                headers = Map.copyOf(headers);
            }
        }
    }

    /** What the person says of one tool. */
    public record Narrowing(Optional<Risk> risk, boolean off) {
        static final Narrowing NONE = new Narrowing(Optional.empty(), false);
    }

    Narrowing of(String tool) {
        return tools.getOrDefault(tool, Narrowing.NONE);
    }

    /** All that decides what is started or asked, with its values as they are written. */
    ObjectNode launch() {
        ObjectNode json = StrictJson.object();
        switch (way) {
            case Way.Program(String command, List<String> arguments, Map<String, String> variables) -> {
                json.put("command", command);
                arguments.forEach(json.putArray("args")::add);
                new TreeMap<>(variables).forEach(json.putObject("env")::put);
            }
            case Way.Address(URI url, Map<String, String> headers) -> {
                json.put("url", url.toString());
                new TreeMap<>(headers).forEach(json.putObject("headers")::put);
            }
        }
        return json;
    }
}
