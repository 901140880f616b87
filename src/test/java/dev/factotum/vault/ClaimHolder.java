package dev.factotum.vault;

import dev.factotum.vault.Claims.Claim;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that takes a claim, says so, and waits to be killed. */
final class ClaimHolder {
    private ClaimHolder() {}

    public static void main(String[] arguments) throws IOException {
        Claims claims = new KernelClaims(World.real(), Path.of(arguments[0]));
        Claim claim = claims.claim(new MatterId(arguments[1])).orElseThrow();
        System.out.println("held");
        System.out.flush();
        int end = System.in.read();
        claim.close();
        System.exit(end < 0 ? 0 : 1);
    }
}
