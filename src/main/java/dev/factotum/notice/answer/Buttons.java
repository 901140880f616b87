package dev.factotum.notice.answer;

import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.engine.Asked;
import dev.factotum.notice.way.Letter.Button;
import java.util.List;

/** The buttons below a message. */
public final class Buttons {
    private Buttons() {}

    /** To decide by, or to look where deciding from afar is not offered. */
    public static List<List<Button>> of(Target target, Asked asked, String code) {
        return Answers.offers(target, asked)
                ? List.of(List.of(
                        new Button("Approve", Press.Act.APPROVE.data(code)),
                        new Button("Reject", Press.Act.REJECT.data(code)),
                        new Button("Show", Press.Act.SHOW.data(code))))
                : List.of();
    }

    /** To look by, where a message tells of several. */
    public static Button show(int number, String code) {
        return new Button("Show " + number, Press.Act.SHOW.data(code));
    }

    static List<List<Button>> undo(String code) {
        return List.of(List.of(new Button("Undo", Press.Act.UNDO.data(code))));
    }
}
