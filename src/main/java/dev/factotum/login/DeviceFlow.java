package dev.factotum.login;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.http.HttpReply;
import dev.factotum.world.Clock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A login on another device: the person types a short code there while this program asks whether it is done (RFC 8628). */
public final class DeviceFlow {
    private static final Duration SLOWER = Duration.ofSeconds(5);
    private static final long LONGEST = 1_800;
    private static final long SLOWEST = 60;

    private final OAuthApp app;
    private final TokenEndpoint tokens;
    private final Clock clock;

    public DeviceFlow(OAuthApp app, TokenEndpoint tokens, Clock clock) {
        this.app = app;
        this.tokens = tokens;
        this.clock = clock;
    }

    public LoggedIn login(Person person) throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", app.client().id());
        form.put("scope", String.join(" ", app.scopes()));
        URI asked = app.deviceUrl().orElseThrow();
        JsonNode json = tokens.posted(asked, form) instanceof HttpReply.Answered answer && answer.status() / 100 == 2
                ? TokenEndpoint.json(answer.body())
                : TokenEndpoint.json(new byte[0]);
        String code = json.path("device_code").asText("");
        String shown = json.path("user_code").asText("");
        String where = json.path("verification_uri")
                .asText(json.path("verification_url").asText(""));
        if (code.isEmpty() || shown.isEmpty() || !where.startsWith("http")) {
            return CodeFlow.failed("The login could not begin.", app.title() + " gave no code");
        }
        person.visit(
                address(where),
                "Type this code there: " + shown.replaceAll("[^A-Za-z0-9 -]", "")
                        + "   (on any device; then allow it)");
        long life = Math.clamp(json.path("expires_in").asLong(600), 1, LONGEST);
        Duration pause = Duration.ofSeconds(Math.clamp(json.path("interval").asLong(5), 1, SLOWEST));
        long end = clock.nanos() + Duration.ofSeconds(life).toNanos();
        while (clock.nanos() - end < 0) {
            clock.pause(pause);
            Granted granted = tokens.device(code);
            String error = granted instanceof Granted.Refused(String said, String _) ? said : "";
            boolean lost = granted instanceof Granted.Lost || error.equals("not_sent");
            if (error.equals("slow_down") || lost) {
                pause = pause.plus(SLOWER);
            } else if (!error.equals("authorization_pending")) {
                return CodeFlow.of(granted);
            }
        }
        return CodeFlow.failed("Nobody allowed the login.", "the code ended after " + life + " s");
    }

    private static URI address(String where) throws IOException {
        try {
            return URI.create(where);
        } catch (IllegalArgumentException odd) {
            throw new IOException("the provider named no address", odd);
        }
    }
}
