package dev.factotum.channel.port;

import dev.factotum.tool.ToolError;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What every caller of an account passes: limits that the platform told, a breaker for a platform that is down, and a bar
 * where only a person can help. It is kept on the disk, so that it holds for all processes and over restarts. Thread-safe.
 */
public final class Gate {
    private static final long LARGEST = 1 << 20;
    private static final int MOST_TRIES = 200;
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Vault vault;
    private final String account;
    private final String platform;

    /** @param platform as people call it */
    public Gate(Vault vault, String account, String platform) {
        this.vault = vault;
        this.account = account;
        this.platform = platform;
    }

    /** How an account fares, for people: what stands in its way, and when it last worked. */
    public record Fares(Optional<ToolError> trouble, Optional<Instant> last) {}

    /** Why a call need not be made. @param mark of the login it would be made with */
    public Optional<ToolError> closed(String bucket, String mark) {
        return state().closed(platform, bucket, now(), mark);
    }

    /** How the account of this name fares, whatever its login is by now. */
    public Fares fares() {
        GateState state = state();
        String mark = state.block().map(GateState.Block::mark).orElse("");
        return new Fares(
                state.closed(platform, "", now(), mark),
                Optional.of(state.last()).filter(at -> at.isAfter(Instant.EPOCH)));
    }

    /** It works: whatever stood in the way is gone. */
    public void mended() throws IOException, InterruptedException {
        change(state -> GateState.FRESH.well("", Optional.empty(), now()));
    }

    /** The account is connected no more: nothing that was kept of it counts. */
    public void forgotten() throws IOException, InterruptedException {
        change(state -> GateState.FRESH);
    }

    /** What a call says about the account. */
    void after(String bucket, ApiReply reply, Dialect dialect, String mark) throws IOException, InterruptedException {
        switch (reply) {
            case ApiReply.Good good -> answered(bucket, dialect.spent(good.answer(), now()));
            case ApiReply.Refused(ToolError error) -> refused(bucket, error, mark);
            case ApiReply.Lost _ -> failed();
        }
    }

    /** The platform took a call. @param full until when it takes no more of this bucket, where it says so */
    public void answered(String bucket, Optional<Instant> full) throws IOException, InterruptedException {
        change(state -> state.well(bucket, full, now()));
    }

    /** The platform refused a call. */
    public void refused(String bucket, ToolError error, String mark) throws IOException, InterruptedException {
        change(state -> state.refused(bucket, error, now(), mark));
    }

    /** The platform gave no usable answer. */
    public void failed() throws IOException, InterruptedException {
        change(state -> state.failed(now()));
    }

    /** Where the claim cannot be had for a second, the change is left out: all that it could do is to save calls. */
    private void change(UnaryOperator<GateState> by) throws IOException, InterruptedException {
        GateState seen = state();
        if (by.apply(seen).equals(seen)) {
            return;
        }
        for (int i = 0; i < MOST_TRIES; i++) {
            try (Claim claim = vault.claims().claim("account:" + account).orElse(null)) {
                if (claim != null) {
                    GateState before = state();
                    GateState after = by.apply(before);
                    if (!after.equals(before)) {
                        vault.files().write(file(), after.bytes());
                    }
                    return;
                }
            }
            vault.world().clock().pause(PAUSE);
        }
    }

    private GateState state() {
        try {
            return GateState.of(vault.world().disk().read(file(), LARGEST));
        } catch (IOException none) {
            return GateState.FRESH;
        }
    }

    private Path file() {
        return folder(vault).resolve(account + ".json");
    }

    static Path folder(Vault vault) {
        return vault.hidden().resolve("accounts");
    }

    private Instant now() {
        return vault.world().clock().instant();
    }
}
