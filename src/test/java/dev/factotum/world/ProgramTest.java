package dev.factotum.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factotum.world.Processes.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With programs of the system. */
class ProgramTest {
    @Test
    void itIsWaitedForAndHeard() throws Exception {
        Ran.Ended ended = assertInstanceOf(Ran.Ended.class, run(20, 100, "/bin/echo", "hello"));

        assertEquals("hello\n", new String(ended.output(), StandardCharsets.UTF_8));
        assertEquals(0, ended.exit());
        assertEquals("Ended[0]", ended.toString());
    }

    @Test
    void itHasNothingToRead() throws Exception {
        assertEquals(
                0, assertInstanceOf(Ran.Ended.class, run(20, 100, "/bin/cat")).output().length);
    }

    @Test
    void itIsKilledAtItsDeadline() throws Exception {
        assertInstanceOf(Ran.Late.class, run(1, 100, "/bin/sleep", "3600"));
    }

    @Test
    void itIsKilledOnceItSaysTooMuch() throws Exception {
        assertInstanceOf(Ran.TooMuch.class, run(20, 100, "/usr/bin/yes"));
    }

    @Test
    void itHasTheEnvironmentThatIsGivenAndNoOther() throws Exception {
        Ran.Ended ended = assertInstanceOf(
                Ran.Ended.class,
                Program.run(List.of("/usr/bin/env"), Map.of("ONE", "1"), new byte[0], Duration.ofSeconds(20), 1000));

        assertEquals("ONE=1\n", new String(ended.output(), StandardCharsets.UTF_8));
    }

    @Test
    void oneThatIsNotThereIsSaidSo() {
        assertThrows(IOException.class, () -> run(20, 100, "/no/such/program"));
    }

    @Test
    void aVariableThatCannotBeGivenIsSaidWithoutItsValue() {
        Child.Launch launch = new Child.Launch(List.of("/bin/cat"), Map.of("KEY", "can\0ary"), Path.of("/"));

        IOException refused = assertThrows(IOException.class, () -> RealChild.start(launch));

        assertFalse(refused.toString().contains("ary"), refused::toString);
    }

    private static Ran run(int seconds, int most, String... command) throws Exception {
        return Program.run(List.of(command), Map.of(), new byte[0], Duration.ofSeconds(seconds), most);
    }
}
