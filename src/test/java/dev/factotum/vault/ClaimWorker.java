package dev.factotum.vault;

import dev.factotum.vault.Claims.Claim;
import dev.factotum.world.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A process of a crowd: does what each line of its input says with all items, and answers with a line of numbers.
 *
 * <p>{@code race}: takes what it can get and holds it; answers the items. {@code give}: gives all back. {@code churn}:
 * takes each, makes a file that must not be there, deletes it, gives it back; answers how often it held, and how often the
 * file was there.
 */
final class ClaimWorker {
    private final Claims claims;
    private final Path evidence;
    private final List<MatterId> items = new ArrayList<>();
    private final Map<Integer, Claim> held = new HashMap<>();
    private final Random chance = new Random();

    private ClaimWorker(Claims claims, Path evidence, int count) {
        this.claims = claims;
        this.evidence = evidence;
        for (int item = 0; item < count; item++) {
            items.add(item(item));
        }
    }

    static MatterId item(int number) {
        return new MatterId("01KAGRZ3M8D2V6Q4T0X9" + String.format("%06d", number));
    }

    /** @param kind {@code kernel} or {@code files}; both in one folder */
    static Claims claims(String kind, Path folder) {
        World world = World.real();
        return kind.equals("kernel")
                ? new KernelClaims(world, folder.resolve("lock"))
                : new FileClaims(world, folder.resolve("claims"), FileClaims.Pace.USUAL, matter -> 0);
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        ClaimWorker worker = new ClaimWorker(
                claims(arguments[0], folder), folder.resolve("evidence"), Integer.parseInt(arguments[2]));
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(worker.answer(line));
                System.out.flush();
            }
        }
        System.exit(0);
    }

    private String answer(String word) throws IOException {
        List<Integer> order = new ArrayList<>();
        for (int item = 0; item < items.size(); item++) {
            order.add(item);
        }
        Collections.shuffle(order, chance);
        return switch (word) {
            case "race" -> race(order);
            case "give" -> {
                held.values().forEach(Claim::close);
                held.clear();
                yield "given";
            }
            default -> churn(order);
        };
    }

    private String race(List<Integer> order) throws IOException {
        StringBuilder won = new StringBuilder();
        for (int item : order) {
            Optional<Claim> claim = claims.claim(items.get(item));
            if (claim.isPresent()) {
                held.put(item, claim.get());
                won.append(item).append(' ');
            }
        }
        return won.toString();
    }

    private String churn(List<Integer> order) throws IOException {
        int holds = 0;
        int doubles = 0;
        for (int item : order) {
            Optional<Claim> claim = claims.claim(items.get(item));
            if (claim.isEmpty()) {
                continue;
            }
            holds++;
            Path file = evidence.resolve(String.valueOf(item));
            try {
                Files.createFile(file);
                Files.delete(file);
            } catch (FileAlreadyExistsException another) {
                doubles++;
            }
            claim.get().close();
        }
        return holds + " " + doubles;
    }
}
