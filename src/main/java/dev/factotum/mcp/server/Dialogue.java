package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.Version;
import dev.factotum.mcp.protocol.Message;
import dev.factotum.mcp.protocol.Meta;
import dev.factotum.mcp.protocol.Method;
import dev.factotum.mcp.protocol.Revision;
import dev.factotum.mcp.protocol.RpcError;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests of both generations of the protocol, whatever way they came. Holds no state of a caller. */
final class Dialogue {
    private static final Logger LOG = LoggerFactory.getLogger(Dialogue.class);

    /** How long a list may be kept: matters and tools come and go. */
    private static final int LIST_MILLIS = 5_000;

    private static final String INSTRUCTIONS =
            "This is an office in a folder. Tools named like x_post or email_send do nothing by themselves: each call puts"
                    + " a plan before a person, who approves, changes or rejects it. Give wait_s to wait for the receipt, or"
                    + " look later with matter_read. Nothing here can approve.";

    private final Scope scope;
    private final Offers offers;
    private final Books books;
    private final Persons persons;
    private final Offer handing;

    Dialogue(Scope scope, Offers offers, Books books, Persons persons, Offer handing) {
        this.scope = scope;
        this.offers = offers;
        this.books = books;
        this.persons = persons;
        this.handing = handing;
    }

    /** Takes words to think about. */
    Offer handing() {
        return handing;
    }

    Offers offers() {
        return offers;
    }

    /** The answer to initialize, which begins the generation with a handshake. */
    ObjectNode initialize(ObjectNode params) {
        Revision wanted = Revision.of(params.path("protocolVersion").asText(""))
                .filter(revision -> !revision.modern())
                .orElse(Revision.NEWEST_LEGACY);
        ObjectNode result = StrictJson.object().put("protocolVersion", wanted.date());
        result.set("capabilities", capabilities());
        result.set("serverInfo", info());
        return result.put("instructions", INSTRUCTIONS);
    }

    /** How a caller of the older generation names itself. */
    static String clientName(ObjectNode params) {
        return params.path("clientInfo").path("name").asText("");
    }

    private static ObjectNode capabilities() {
        ObjectNode capabilities = StrictJson.object();
        capabilities.putObject("tools");
        capabilities.putObject("resources");
        capabilities.putObject("prompts");
        return capabilities;
    }

    private ObjectNode info() {
        return StrictJson.object()
                .put("name", scope.name())
                .put("title", "Factotum")
                .put("version", Version.CURRENT);
    }

    /** Revisions in which every request speaks for itself. */
    private static ArrayNode modern(ArrayNode into) {
        Arrays.stream(Revision.values())
                .filter(Revision::modern)
                .map(Revision::date)
                .forEach(into::add);
        return into;
    }

    /** Why a revision that a request names cannot be spoken; empty where it can. */
    private static Optional<RpcError> unsupported(String version) {
        if (Revision.of(version).filter(Revision::modern).isPresent()) {
            return Optional.empty();
        }
        ObjectNode data = StrictJson.object();
        modern(data.putArray("supported"));
        data.put("requested", Given.shown(version));
        return Optional.of(new RpcError(
                RpcError.UNSUPPORTED_VERSION, "This revision of the protocol is not spoken here.", Optional.of(data)));
    }

    /** Why a request that names its revision cannot be answered at all; empty where it can. */
    static Optional<RpcError> unanswerable(ObjectNode params) {
        return unsupported(Meta.version(params).orElse(""))
                .or(() -> params.path("_meta").path(Meta.CAPABILITIES).isObject()
                        ? Optional.empty()
                        : Optional.of(new RpcError(
                                RpcError.INVALID_PARAMS, "`" + Meta.CAPABILITIES + "` is missing in `_meta`.")));
    }

    /** Answers a request that names its revision. */
    Message modern(Message.Request request, Caller caller) {
        Optional<RpcError> unanswerable = unanswerable(request.params());
        if (unanswerable.isPresent()) {
            return new Message.Failure(request.id(), unanswerable.get());
        }
        return answered(request, () -> {
            ObjectNode result = request.method().equals(Method.DISCOVER)
                    ? discover()
                    : either(request, caller, RpcError.INVALID_PARAMS);
            result.put("resultType", "complete");
            boolean kept = switch (request.method()) {
                case Method.DISCOVER,
                        Method.TOOLS_LIST,
                        Method.RESOURCES_LIST,
                        Method.RESOURCES_READ,
                        Method.RESOURCE_TEMPLATES,
                        Method.PROMPTS_LIST -> true;
                default -> false;
            };
            if (kept) {
                result.put("ttlMs", request.method().equals(Method.RESOURCES_READ) ? 0 : LIST_MILLIS)
                        .put("cacheScope", "private");
            }
            return result;
        });
    }

    private ObjectNode discover() {
        ObjectNode result = StrictJson.object();
        modern(result.putArray("supportedVersions"));
        result.set("capabilities", capabilities());
        result.put("instructions", INSTRUCTIONS);
        result.putObject("_meta").set(Meta.SERVER, info());
        return result;
    }

    /** Answers a request of a caller that has shaken hands. */
    Message legacy(Message.Request request, Caller caller) {
        return answered(
                request,
                () -> request.method().equals(Method.PING)
                        ? StrictJson.object()
                        : either(request, caller, RpcError.NO_RESOURCE));
    }

    private interface Work {
        ObjectNode result() throws IOException, Caller.Refused;
    }

    /** The boundary: what breaks one request is told to its caller and stops no other. */
    private static Message answered(Message.Request request, Work work) {
        try {
            return new Message.Answer(request.id(), work.result());
        } catch (Caller.Refused refused) {
            return new Message.Failure(request.id(), refused.error());
        } catch (ProblemException problem) {
            return failed(request, problem.problem());
        } catch (IOException | RuntimeException fault) {
            LOG.atError()
                    .addKeyValue("method", request.method())
                    .setCause(fault)
                    .log("fault");
            return new Message.Failure(
                    request.id(), new RpcError(RpcError.INTERNAL, "A fault of ours stopped this request."));
        }
    }

    /** A call says so in its result, where a model reads it; other requests fail. */
    private static Message failed(Message.Request request, Problem problem) {
        String words = problem.code().id() + " " + problem.reason() + ". " + problem.next();
        return request.method().equals(Method.TOOLS_CALL)
                ? new Message.Answer(
                        request.id(), dev.factotum.mcp.protocol.CallResult.json(words, Optional.empty(), true))
                : new Message.Failure(request.id(), new RpcError(RpcError.INTERNAL, words));
    }

    /** What both generations have. @param absent the code of a resource that is not there */
    private ObjectNode either(Message.Request request, Caller caller, int absent) throws IOException, Caller.Refused {
        ObjectNode params = request.params();
        ObjectNode result = StrictJson.object();
        switch (request.method()) {
            case Method.TOOLS_LIST -> {
                onePage(params);
                ArrayNode tools = result.putArray("tools");
                offers.infos().forEach(info -> tools.add(info.json()));
            }
            case Method.TOOLS_CALL -> {
                return call(params, caller);
            }
            case Method.RESOURCES_LIST -> {
                onePage(params);
                result.set("resources", books.list());
            }
            case Method.RESOURCE_TEMPLATES -> {
                onePage(params);
                result.set("resourceTemplates", Books.templates());
            }
            case Method.RESOURCES_READ -> result.set("contents", books.read(text(params, "uri"), absent));
            case Method.PROMPTS_LIST -> {
                onePage(params);
                result.set("prompts", persons.list());
            }
            case Method.PROMPTS_GET -> {
                return persons.get(text(params, "name"));
            }
            default ->
                throw new Caller.Refused(
                        RpcError.UNKNOWN_METHOD, "There is no method “" + Given.shown(request.method()) + "”.");
        }
        return result;
    }

    private ObjectNode call(ObjectNode params, Caller caller) throws IOException, Caller.Refused {
        String name = text(params, "name");
        Offer offer = offers.find(name)
                .orElseThrow(() ->
                        new Caller.Refused(RpcError.INVALID_PARAMS, "There is no tool “" + Given.shown(name) + "”."));
        var arguments = params.path("arguments");
        if (!arguments.isMissingNode() && !arguments.isNull() && !arguments.isObject()) {
            throw new Caller.Refused(RpcError.INVALID_PARAMS, "The arguments are no object.");
        }
        return offer.call(caller, StrictJson.object(arguments));
    }

    private static String text(ObjectNode params, String name) throws Caller.Refused {
        if (!params.path(name).isTextual()) {
            throw new Caller.Refused(RpcError.INVALID_PARAMS, "`" + name + "` is missing.");
        }
        return params.path(name).textValue();
    }

    private static void onePage(ObjectNode params) throws Caller.Refused {
        if (params.path("cursor").isTextual()) {
            throw new Caller.Refused(RpcError.INVALID_PARAMS, "There is no further page.");
        }
    }
}
