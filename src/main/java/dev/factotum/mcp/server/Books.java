package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.ResourceInfo;
import dev.factotum.mcp.protocol.RpcError;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Seen;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The resources: open matters, the dashboard, reports. */
final class Books {
    private static final String SCHEME = "factotum://";
    private static final String DASHBOARD = SCHEME + "dashboard";
    private static final String MATTER = SCHEME + "matter/";
    private static final String REPORT = SCHEME + "report/";
    private static final String REPORTS = "Reports";
    private static final String TYPE = "text/markdown";

    private final Shelf shelf;

    Books(Shelf shelf) {
        this.shelf = shelf;
    }

    ArrayNode list() throws IOException {
        List<ResourceInfo> all = new ArrayList<>();
        if (shelf.top("Dashboard.md").isPresent()) {
            all.add(new ResourceInfo(DASHBOARD, "Dashboard", "How things stand.", TYPE));
        }
        for (Seen seen : shelf.open()) {
            all.add(new ResourceInfo(
                    MATTER + seen.id().orElseThrow().value(),
                    seen.name(),
                    "An open matter in " + seen.stage().folder() + ".",
                    TYPE));
        }
        for (String name : shelf.notes(REPORTS)) {
            String coded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
            all.add(new ResourceInfo(REPORT + coded, name, "A report.", TYPE));
        }
        ArrayNode list = StrictJson.object().putArray("resources");
        all.forEach(info -> list.add(info.json()));
        return list;
    }

    static ArrayNode templates() {
        ArrayNode list = StrictJson.object().putArray("resourceTemplates");
        template(list, MATTER + "{id}", "matter", "A matter by its id, open or at rest.");
        template(list, REPORT + "{name}", "report", "A report by its name.");
        return list;
    }

    private static void template(ArrayNode list, String uri, String name, String description) {
        list.addObject()
                .put("uriTemplate", uri)
                .put("name", name)
                .put("description", description)
                .put("mimeType", TYPE);
    }

    /** @param absent the code of a resource that is not there, which the generations have differently */
    ArrayNode read(String uri, int absent) throws IOException, Caller.Refused {
        Optional<String> text = text(uri);
        if (text.isEmpty()) {
            ObjectNode data = StrictJson.object().put("uri", Given.shown(uri));
            throw new Caller.Refused(new RpcError(absent, "There is no such resource.", Optional.of(data)));
        }
        ArrayNode contents = StrictJson.object().putArray("contents");
        contents.addObject().put("uri", uri).put("mimeType", TYPE).put("text", text.get());
        return contents;
    }

    private Optional<String> text(String uri) throws IOException {
        if (uri.equals(DASHBOARD)) {
            return shelf.top("Dashboard.md");
        }
        if (uri.startsWith(MATTER)) {
            Optional<MatterId> id = MatterId.parse(uri.substring(MATTER.length()));
            return id.isEmpty() ? Optional.empty() : shelf.matter(id.get());
        }
        return uri.startsWith(REPORT) ? shelf.note(REPORTS, decoded(uri.substring(REPORT.length()))) : Optional.empty();
    }

    private static String decoded(String coded) {
        try {
            return URLDecoder.decode(coded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }
}
