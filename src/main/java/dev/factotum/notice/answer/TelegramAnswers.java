package dev.factotum.notice.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.config.Settings;
import dev.factotum.engine.Asked;
import dev.factotum.engine.Gesture;
import dev.factotum.notice.way.Letter;
import dev.factotum.notice.way.Letters;
import dev.factotum.notice.way.Sent;
import dev.factotum.notice.way.Telegram;
import dev.factotum.notice.way.TelegramBot;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Hears what is pressed in the chats of one bot, by long poll: nothing on this machine is reachable from outside. An answer
 * counts as read in the same writing in which it is taken; what the chat shows of it comes after, and may be missing after a
 * crash. One process at a time asks a bot.
 */
public final class TelegramAnswers {
    private static final int MOST_UPDATES = 50;
    private static final Duration LONGEST = Duration.ofSeconds(50);
    private static final Duration BUSY = Duration.ofSeconds(30);

    /** After this long it is asked again whether a refused token was mended. */
    private static final Duration REFUSED = Duration.ofMinutes(5);

    private final Vault vault;
    private final Answers answers;
    private final Supplier<Settings> settings;
    private final Function<Target, TelegramBot> bots;

    public TelegramAnswers(
            Vault vault, Answers answers, Supplier<Settings> settings, Function<Target, TelegramBot> bots) {
        this.vault = vault;
        this.answers = answers;
        this.settings = settings;
        this.bots = bots;
    }

    /** How a look ended. @param next when to look again @param wrong why it could not be asked */
    public record Looked(int taken, Instant next, Optional<ToolError> wrong) {}

    /**
     * Shows what took effect, and waits for news.
     *
     * @param target one of the bot's, who stands for all that have the same key
     * @param patience how long to wait where nothing comes; 50 s at most
     */
    public Looked look(Target target, Duration patience) throws IOException, InterruptedException {
        TelegramBot bot = bots.apply(target);
        String name = Digest.of(target.key().orElse("") + target.server().orElse(""))
                .hex()
                .substring(0, 16);
        try (Claim claim = vault.claims().claim("telegram:" + name).orElse(null)) {
            if (claim == null) {
                return new Looked(0, now().plus(BUSY), Optional.empty());
            }
            return heard(bot, name, patience);
        }
    }

    /** Brings the messages of what took effect up to date. */
    public void show(Answers.Settled settled) throws InterruptedException {
        Target target = settings.get().notices().targets().get(settled.ask().target());
        if (target == null || settled.ask().gesture() != Gesture.TELEGRAM) {
            return;
        }
        TelegramBot bot = bots.apply(target);
        String words = settled.ask().title() + "\n" + settled.words();
        edit(bot, settled.ask().chat(), settled.ask().message(), words, List.of());
        if (settled.fresh().isPresent()) {
            send(bot, target, settled.ask().chat(), settled.fresh().get(), settled.code(), false);
        }
    }

    private Looked heard(TelegramBot bot, String name, Duration patience) throws IOException, InterruptedException {
        Duration wait = patience.compareTo(LONGEST) > 0 ? LONGEST : patience;
        long from = answers.offset(name);
        ObjectNode params = TelegramBot.params()
                .put("offset", from)
                .put("limit", MOST_UPDATES)
                .put("timeout", Math.max(0, wait.toSeconds()));
        params.putArray("allowed_updates").add("callback_query");
        return switch (bot.call("getUpdates", params, wait)) {
            case TelegramBot.Reply.Good(JsonNode updates) -> taken(bot, name, from, updates);
            case TelegramBot.Reply.Bad(Sent.Failed(ToolError error)) -> failed(error);
            case TelegramBot.Reply.Bad(Sent.Unclear(String why)) -> failed(new ToolError.Transient(why));
            case TelegramBot.Reply.Bad(Sent.Done(String odd)) -> failed(new ToolError.Transient(odd));
            case TelegramBot.Reply.Moved _ -> failed(new ToolError.Transient("its answer cannot be read"));
        };
    }

    private Looked failed(ToolError error) {
        Duration pause = new Sent.Failed(error).dead() ? REFUSED : BUSY;
        Instant next = error instanceof ToolError.RateLimited limited ? limited.until() : now().plus(pause);
        return new Looked(0, next, Optional.of(error));
    }

    private Looked taken(TelegramBot bot, String name, long from, JsonNode updates)
            throws IOException, InterruptedException {
        int taken = 0;
        for (JsonNode update : updates) {
            long next = update.path("update_id").asLong() + 1;
            if (next <= 1 || next <= from) {
                continue;
            }
            Optional<Press> press = press(update.path("callback_query"));
            if (press.isEmpty()) {
                answers.passOver(name, next);
                continue;
            }
            taken++;
            Answered answered = answers.take(press.get(), name, next);
            told(bot, update.path("callback_query").path("id").asText(), press.get(), answered);
        }
        return new Looked(taken, now(), Optional.empty());
    }

    private static Optional<Press> press(JsonNode query) {
        String data = query.path("data").asText("");
        return Press.Act.of(data)
                .map(act -> new Press(
                        act,
                        data.substring(2),
                        query.path("message").path("chat").path("id").asText(""),
                        query.path("from").path("id").asText(""),
                        Gesture.TELEGRAM,
                        query.path("message").path("message_id").asText("")));
    }

    /** The answer to the press, then the message as it is now. Neither is repeated: the vault says how it stands. */
    private void told(TelegramBot bot, String query, Press press, Answered answered) throws InterruptedException {
        String words = switch (answered) {
            case Answered.Counts counts -> words(counts);
            case Answered.TakenBack _ -> "Taken back.";
            case Answered.Shown _ -> "";
            case Answered.No(String why) -> why;
            case Answered.Anew anew -> anew.why();
        };
        ObjectNode params = TelegramBot.params().put("callback_query_id", query);
        if (!words.isEmpty()) {
            params.put("text", words);
        }
        bot.call("answerCallbackQuery", params);
        switch (answered) {
            case Answered.Counts counts ->
                edit(
                        bot,
                        press.chat(),
                        press.message(),
                        counts.ask().title() + "\n" + words,
                        Buttons.undo(press.code()));
            case Answered.TakenBack(Asked asked, String code) -> sendTo(bot, press, asked, code, false);
            case Answered.Shown(Asked asked, String code) -> sendTo(bot, press, asked, code, true);
            case Answered.No _ -> {}
            case Answered.Anew(String _, Asked asked, String code) -> sendTo(bot, press, asked, code, false);
        }
    }

    private String words(Answered.Counts counts) {
        long seconds = Math.max(
                1, Duration.between(now(), counts.from()).plusMillis(999).toSeconds());
        return (counts.ask().approves() ? "Approved" : "Rejected") + " by "
                + counts.ask().by() + "; it counts in " + seconds + " s.";
    }

    private void sendTo(TelegramBot bot, Press press, Asked asked, String code, boolean whole)
            throws InterruptedException {
        edit(bot, press.chat(), press.message(), "A newer message stands below.", List.of());
        Optional<Target> target = settings.get().notices().targets().values().stream()
                .filter(one -> one.chat().equals(press.chat()) && one.people().containsKey(press.who()))
                .findFirst();
        if (target.isPresent()) {
            send(bot, target.get(), press.chat(), asked, code, whole);
        }
    }

    private void send(TelegramBot bot, Target target, String chat, Asked asked, String code, boolean whole)
            throws InterruptedException {
        List<List<Letter.Button>> buttons = Buttons.of(target, asked, code);
        Letter letter = whole ? Letters.whole(vault, asked, buttons) : Letters.of(vault, asked, buttons);
        bot.call("sendMessage", Telegram.message(chat, letter));
    }

    private static void edit(
            TelegramBot bot, String chat, String message, String words, List<List<Letter.Button>> buttons)
            throws InterruptedException {
        if (message.isEmpty()) {
            return;
        }
        Letter letter = new Letter(words, List.of(), dev.factotum.config.Risk.LOW, Optional.empty(), buttons);
        bot.call("editMessageText", Telegram.message(chat, letter).put("message_id", message));
    }

    private Instant now() {
        return vault.world().clock().instant();
    }
}
