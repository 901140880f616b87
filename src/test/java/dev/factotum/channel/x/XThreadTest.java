package dev.factotum.channel.x;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Trial;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class XThreadTest {
    @Test
    void twoToTwentyFivePostsMakeAThread() {
        assertEquals("posts has 1 posts; a thread has at least 2 → Take x.post for a single one.", faults("one"));
        assertEquals("", faults("one", "two"));
        assertEquals("", faults(Collections.nCopies(25, "a".repeat(280)).toArray(String[]::new)));
        assertEquals(
                "posts has 26 posts; 25 are allowed → Leave some out, or make two threads.",
                faults(Collections.nCopies(26, "a").toArray(String[]::new)));
    }

    @Test
    void thePostAtFaultIsNamed() {
        assertEquals("""
                posts post 2 has 281 characters as X counts them; 280 are allowed → Shorten it by 1, or split it.
                posts post 3 is empty → Write what is to be posted.""", faults("fine", "b".repeat(281), " "));
    }

    @Test
    void theDeedSaysHowManyPosts() {
        assertEquals(
                "posts 1 thread of 3 posts on X as @studio",
                Trial.shown(new XThread().deed(Trial.written(posts("a", "b", "c")), Trial.account("x", "@studio"))));
    }

    private static String faults(String... posts) {
        return Trial.shown(new XThread().check(Trial.written(posts(posts)), List.of(), Trial.NOBODY));
    }

    private static ObjectNode posts(String... posts) {
        ObjectNode arguments = Trial.json("{}");
        List.of(posts).forEach(arguments.putArray("posts")::add);
        return arguments;
    }
}
