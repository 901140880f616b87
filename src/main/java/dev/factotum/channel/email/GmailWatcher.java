package dev.factotum.channel.email;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.channel.email.wire.Backlog;
import dev.factotum.channel.email.wire.Notice;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.port.WatcherName;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Watcher;
import dev.factotum.world.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks Gmail for new mail in its inbox, by history. Where Gmail no longer knows the history, the mails of the last days are
 * listed instead; one that was taken before is known by Gmail's own id.
 */
final class GmailWatcher implements Watcher {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /** So few that their bytes fit into memory, however large each is. */
    private static final int PAGE = 10;

    /** What one answer of the API can hold, coded. */
    private static final long LARGEST = 11_000_000;

    private final Gmail gmail;
    private final AccountSettings account;
    private final String address;
    private final Backlog backlog;
    private final Clock clock;
    private volatile boolean more;

    GmailWatcher(Gmail gmail, AccountSettings account, String address, Backlog backlog, Clock clock) {
        this.gmail = gmail;
        this.account = account;
        this.address = address;
        this.backlog = backlog;
        this.clock = clock;
    }

    @Override
    public String name() {
        return WatcherName.of(account.name(), "mail");
    }

    @Override
    public Duration every() {
        return more ? AT_ONCE : MailSettings.every(account);
    }

    /** An answer that leads no further. */
    private static final class StoppedException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient ToolError error;

        StoppedException(ToolError error) {
            super(error.message());
            this.error = error;
        }
    }

    @Override
    public News look(Optional<String> cursor) throws InterruptedException {
        try {
            Optional<GmailMark> known = cursor.flatMap(GmailMark::parse);
            return known.isPresent() ? on(known.get()) : begun();
        } catch (StoppedException stopped) {
            return new News.Failed(stopped.error);
        }
    }

    private News begun() throws StoppedException, InterruptedException {
        String history = newest();
        return switch (backlog) {
            case Backlog.None _ -> told(List.of(), GmailMark.history(history, today()));
            case Backlog.From(LocalDate day) -> on(new GmailMark('a', history, day, "", ""));
            case Backlog.Unread(LocalDate day, int _) -> on(new GmailMark('u', history, day, "", ""));
        };
    }

    private News on(GmailMark mark) throws StoppedException, InterruptedException {
        if (mark.kind() != 'h') {
            return listed(mark);
        }
        ApiReply reply = gmail.history(mark.history(), "INBOX", PAGE, mark.page());
        if (reply instanceof ApiReply.Refused(ToolError.NotFound _)) {
            return listed(new GmailMark('a', newest(), mark.day().minusDays(2), "", ""));
        }
        JsonNode json = good(reply);
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode one : json.path("history")) {
            for (JsonNode added : one.path("messagesAdded")) {
                ids.add(added.path("message").path("id").asText(""));
            }
        }
        // What comes while pages are read is told by the history that the first page ended with.
        String first = mark.afterwards().isEmpty() ? json.path("historyId").asText(mark.history()) : mark.afterwards();
        String page = json.path("nextPageToken").asText("");
        return told(fetched(ids), page.isEmpty() ? GmailMark.history(first, today()) : mark.next(page, first));
    }

    private News listed(GmailMark mark) throws StoppedException, InterruptedException {
        boolean unread = mark.kind() == 'u';
        String query = "in:inbox " + (unread ? "is:unread " : "") + "after:"
                + mark.day().toString().replace('-', '/');
        int most = backlog instanceof Backlog.Unread(LocalDate _, int bound) && unread ? bound : Integer.MAX_VALUE;
        int before = mark.afterwards().isEmpty() ? 0 : Integer.parseInt(mark.afterwards());
        int size = Math.min(PAGE, Math.max(1, most - before));
        JsonNode json = good(gmail.list(query, size, mark.page()));
        Set<String> ids = new LinkedHashSet<>();
        json.path("messages").forEach(one -> ids.add(one.path("id").asText("")));
        String page = json.path("nextPageToken").asText("");
        int all = Math.min(1_000_000, before + size);
        return told(
                fetched(ids),
                page.isEmpty() || all >= most
                        ? GmailMark.history(mark.history(), today())
                        : mark.next(page, Integer.toString(all)));
    }

    private News told(List<Arrival> items, GmailMark mark) {
        more = !mark.page().isEmpty();
        return new News.Items(items, Optional.of(mark.toString()));
    }

    private List<Arrival> fetched(Set<String> ids) throws StoppedException, InterruptedException {
        List<Arrival> items = new ArrayList<>();
        for (String id : ids) {
            ApiReply head = gmail.headers(id);
            if (id.isEmpty() || head instanceof ApiReply.Refused(ToolError.NotFound _)) {
                continue;
            }
            JsonNode seen = good(head);
            Optional<byte[]> mail = seen.path("sizeEstimate").asLong(0) > LARGEST
                    ? Optional.of(Notice.tooLarge(
                            headers(seen), seen.path("sizeEstimate").asLong(0), LARGEST))
                    : raw(id);
            if (mail.isPresent() && !OwnMail.is(mail.get(), address)) {
                items.add(new Arrival("gmail:" + id, "mail.eml", mail.get(), Optional.of(account.name())));
            }
        }
        return items;
    }

    private Optional<byte[]> raw(String id) throws StoppedException, InterruptedException {
        ApiReply reply = gmail.raw(id);
        if (reply instanceof ApiReply.Refused(ToolError.NotFound _)) {
            return Optional.empty();
        }
        String raw = good(reply).path("raw").asText("");
        try {
            byte[] mail = Base64.getUrlDecoder().decode(raw.replaceAll("[=\\s]", ""));
            return Optional.of(mail.length > 0 ? mail : Notice.unreadable(id, "its answer holds no mail"));
        } catch (IllegalArgumentException noBase64) {
            return Optional.of(Notice.unreadable(id, "its answer is no base64"));
        }
    }

    private static String headers(JsonNode seen) {
        StringBuilder head = new StringBuilder();
        for (JsonNode header : seen.path("payload").path("headers")) {
            head.append(header.path("name").asText("").replaceAll("[^!-~]", ""))
                    .append(": ")
                    .append(header.path("value").asText("").replaceAll("[\\r\\n]+", " "))
                    .append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private String newest() throws StoppedException, InterruptedException {
        String history = good(gmail.profile()).path("historyId").asText("");
        if (history.isEmpty()) {
            throw new StoppedException(new ToolError.Transient("Gmail answered without a historyId"));
        }
        return history;
    }

    private static JsonNode good(ApiReply reply) throws StoppedException {
        return switch (reply) {
            case ApiReply.Good good -> good.json();
            case ApiReply.Refused(ToolError error) -> throw new StoppedException(error);
            case ApiReply.Lost(String why) -> throw new StoppedException(new ToolError.Transient(why));
        };
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
