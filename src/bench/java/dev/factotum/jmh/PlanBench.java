package dev.factotum.jmh;

import dev.factotum.plan.PlanText;
import dev.factotum.vault.Digest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Parsing a plan, and the digest of its bytes, which every write of it needs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PlanBench {
    private static final String HEAD = """
            ---
            approve: false
            risk: normal
            kind: plan
            rev: 1
            id: 01KAGRZ3M8D2V6Q4T0X9N5C7BH
            ---

            # Winter hours

            **If approved (SANDBOX):** posts 1 text on X as @shop

            - [ ] **Approve** ^approve-r1
            - [ ] Reject ^reject-r1
            - [ ] Ask for changes (write under *Tell the agent*) ^revise-r1

            Some words that a person wrote, with `code` and a [link](https://example.com).

            """;

    private static final String STEP = """
            - [ ] **Post** ^s%d

            ```step
            id: s%d
            skill: x.post
            text: From Monday we open at ten and close at four.
            ```

            """;

    /** How many steps the plan has. */
    @Param({"1", "10"})
    public int steps;

    private String text = "";
    private byte[] bytes = new byte[0];

    @Setup
    public void write() {
        StringBuilder plan = new StringBuilder(HEAD);
        for (int step = 1; step <= steps; step++) {
            plan.append(STEP.formatted(step, step));
        }
        text = plan.append("## Tell the agent\n\n").toString();
        bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public PlanText parse() {
        return PlanText.parse(text, "Winter hours.md");
    }

    @Benchmark
    public Digest digest() {
        return Digest.of(bytes);
    }
}
