package dev.factotum.notice.way;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.tool.ToolError;
import java.util.List;

/** A chat of Telegram. Texts go without a parse mode, so that nothing in them is markup. */
public final class Telegram implements Notifier {
    /** Characters of UTF-16, as Telegram counts them. */
    private static final int MOST = 4096;

    private final Target target;
    private final TelegramBot bot;

    public Telegram(Target target, TelegramBot bot) {
        this.target = target;
        this.bot = bot;
    }

    @Override
    public Sent send(Letter letter) throws InterruptedException {
        return send(letter, target.chat(), true);
    }

    private Sent send(Letter letter, String chat, boolean mayMove) throws InterruptedException {
        ObjectNode params = message(chat, letter);
        return switch (bot.call("sendMessage", params)) {
            case TelegramBot.Reply.Good(JsonNode result) ->
                result.path("message_id").isIntegralNumber()
                        ? new Sent.Done(result.path("message_id").asText())
                        : new Sent.Unclear("its answer holds no id");
            case TelegramBot.Reply.Bad(Sent why) -> why;
            case TelegramBot.Reply.Moved(String other) ->
                mayMove && other.matches("-?[0-9]{1,20}")
                        ? send(letter, other, false)
                        : new Sent.Failed(new ToolError.NotFound("the chat has become another one"));
        };
    }

    /** The parameters of a message, which those of a changed message are too. */
    public static ObjectNode message(String chat, Letter letter) {
        String text = letter.whole();
        ObjectNode params = TelegramBot.params()
                .put("chat_id", chat)
                .put("text", text.length() <= MOST ? text : text.substring(0, MOST - 1) + "…");
        params.putObject("link_preview_options").put("is_disabled", true);
        ArrayNode rows = params.putObject("reply_markup").putArray("inline_keyboard");
        for (List<Letter.Button> row : letter.buttons()) {
            ArrayNode buttons = rows.addArray();
            row.forEach(
                    button -> buttons.addObject().put("text", button.label()).put("callback_data", button.data()));
        }
        if (letter.buttons().isEmpty()) {
            params.remove("reply_markup");
        }
        return params;
    }
}
