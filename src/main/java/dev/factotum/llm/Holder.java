package dev.factotum.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.world.Processes;
import java.time.Instant;

/** The process that makes a call. */
record Holder(String host, String boot, long pid, String birth, Instant started) {
    static Holder of(Processes here) {
        return new Holder(
                here.host(), here.bootId(), here.pid(), here.birth(here.pid()).orElse(""), here.started());
    }

    /** True where it is known to run no more; of another machine's processes nobody here knows. */
    boolean gone(Processes here) {
        if (!host.equals(here.host()) || boot.equals(Processes.UNKNOWN_BOOT)) {
            return false;
        }
        if (!boot.equals(here.bootId())) {
            return true;
        }
        return birth.isEmpty()
                ? !here.alive(pid, started)
                : here.birth(pid).filter(birth::equals).isEmpty();
    }

    ObjectNode json() {
        return Json.object()
                .put("host", host)
                .put("boot", boot)
                .put("pid", pid)
                .put("birth", birth)
                .put("started", started.toString());
    }

    static Holder of(JsonNode node) {
        return new Holder(
                node.path("host").asText(),
                node.path("boot").asText(),
                node.path("pid").asLong(),
                node.path("birth").asText(),
                Json.instant(node, "started").orElse(Instant.EPOCH));
    }
}
