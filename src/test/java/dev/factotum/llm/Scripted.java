package dev.factotum.llm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A provider that answers as it is told, and with plain answers once it was told no more. */
final class Scripted implements Provider {
    private final Deque<Reply> script = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private Runnable during = () -> {};

    static Reply.Answer answer(String text, long in, long out) {
        return new Reply.Answer(text, List.of(), "told", new TokenUse(in, 0, 0, out, Optional.empty()), "req-1");
    }

    static Reply failure(ModelFault fault) {
        return new Reply.Failure(fault, TokenUse.NONE, "");
    }

    static Reply down() {
        return failure(new ModelFault.Transient("HTTP 503"));
    }

    Scripted then(Reply... replies) {
        script.addAll(List.of(replies));
        return this;
    }

    /** What happens while a call is under way. */
    Scripted during(Runnable act) {
        during = act;
        return this;
    }

    int calls() {
        return asked.size();
    }

    List<String> asked() {
        return asked;
    }

    @Override
    public Reply call(String model, Prompt prompt) {
        asked.add(model);
        during.run();
        Reply next = script.poll();
        return next == null ? answer("yes", 1000, 100) : next;
    }
}
