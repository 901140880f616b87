package dev.factotum.job;

import dev.factotum.job.Scenario.Part;
import dev.factotum.world.Crash;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Plays scenarios once each, keeps a copy of the world for every way in which every operation could have been the last,
 * and starts a new process in each of these copies: it must come to the same as if nothing had happened.
 */
final class CrashCampaign {
    private static final Duration BETWEEN = Duration.ofSeconds(40);

    /** One in so many stops is followed by another one while the next process is at it. */
    private static final int DOUBLE = 5;

    /** One in so many is followed to the end of its scenario; the others to the end of their part. */
    private static final int TO_THE_END = 10;

    private static final int SHOWN = 5;

    private static final String NETWORK = "nfs4";

    private final Tally tally;
    private final Random chance;
    private final double share;
    private final String disk;
    private final List<String> violations = new ArrayList<>();

    /** @param share which part of the places to stop is taken, by chance */
    CrashCampaign(Tally tally, Random chance, double share) {
        this(tally, chance, share, "memory");
    }

    private CrashCampaign(Tally tally, Random chance, double share, String disk) {
        this.tally = tally;
        this.chance = chance;
        this.share = share;
        this.disk = disk;
    }

    /**
     * On a disk where claims are files. The power stays on: a claim whose bytes are lost with it says no more whose it is,
     * and must stand still before somebody's eyes.
     */
    static CrashCampaign onNetworkDisk(Tally tally, Random chance, double share) {
        return new CrashCampaign(tally, chance, share, NETWORK);
    }

    private Stand found(long seed, Scenario scenario) throws IOException {
        TestWorld world = TestWorld.seeded(seed);
        world.disk().storeType(disk);
        return Stand.found(world, scenario.contents()).with(scenario.model());
    }

    private boolean plays(Crash how) {
        return !disk.equals(NETWORK) || !how.powerFails();
    }

    /** A place where the program stopped. */
    private record Stop(String where, Crash how, Stand stand) {}

    /** How things are after a part that nothing stopped, and the places at which something could have. */
    private record Played(Map<String, String> shape, List<String> odd, List<Stop> stops) {}

    /** Plays one scenario with all its crashes; answers the first violations. */
    List<String> play(Scenario scenario, long seed) throws IOException {
        violations.clear();
        Stand stand = found(seed, scenario);
        scenario.before().on(stand);
        List<Played> played = new ArrayList<>();
        for (Part part : scenario.parts()) {
            played.add(played(part, stand));
            report(scenario, "not stopped at all, in " + part.name(), stand.faults());
        }
        for (int i = 0; i < played.size(); i++) {
            for (Stop stop : played.get(i).stops()) {
                tally.point(stop.how());
                Optional<Stop> second = resume(scenario, i, stop, played, chance.nextInt(DOUBLE) == 0);
                if (second.isPresent()) {
                    tally.doubleCrash();
                    resume(scenario, i, second.get(), played, false);
                }
            }
        }
        return List.copyOf(violations);
    }

    private Played played(Part part, Stand stand) throws IOException {
        List<Stop> stops = new ArrayList<>();
        hands(part, stand);
        List<String> odd = new VaultChecker(stand.person(), Stand.ROOT).always();
        String[] outside = {""};
        stand.world().stops((operation, how, next) -> {
            // A stop before an operation is one after the operation before it, unless something happened outside.
            String now = stand.provider().deeds() + stand.world().clock().instant();
            boolean same = how == Crash.BEFORE && now.equals(outside[0]);
            outside[0] = now;
            if (!same && plays(how) && chance.nextDouble() < share) {
                String where = how + " at " + operation + " of " + part.name();
                stops.add(new Stop(where, how, stand.in(next.make(chance.nextLong()))));
            }
        });
        part.work().on(stand);
        stand.world().noStops();
        return new Played(Shape.of(stand), odd, stops);
    }

    private static void hands(Part part, Stand stand) throws IOException {
        part.hands().on(stand);
        if (part.settled()) {
            stand.world().disk().settle();
        }
        stand.wait(BETWEEN);
    }

    /** Ctrl-C at some operations of each part: the process ends by itself, and the next one comes to the same. */
    List<String> interrupt(Scenario scenario, long seed, int times) throws IOException {
        violations.clear();
        Stand stand = found(seed, scenario);
        scenario.before().on(stand);
        for (Part part : scenario.parts()) {
            hands(part, stand);
            Stand fresh = stand.in(stand.world().copy());
            long before = stand.world().disk().operations();
            part.work().on(stand);
            long operations = stand.world().disk().operations() - before;
            Played whole = new Played(Shape.of(stand), List.of(), List.of());
            for (int i = 0; i < times; i++) {
                Stand other = fresh.in(fresh.world().copy());
                AtomicBoolean pressed = new AtomicBoolean();
                long at = 1 + chance.nextLong(Math.max(1, operations));
                other.world().disk().actAt(at, () -> pressed.set(true));
                tally.interrupt();
                String where = "interrupted at operation " + at + " of " + part.name();
                try {
                    part.work().on(other.interruptedBy(pressed::get));
                    other.wait(BETWEEN);
                    Stand next = other.in(other.world().copy());
                    part.work().on(next);
                    check(scenario, where, 0, next, List.of(whole));
                } catch (IOException | RuntimeException | Error failure) {
                    report(scenario, where, List.of("broken: " + failure));
                }
            }
        }
        return List.copyOf(violations);
    }

    /** Starts a new process after a stop and checks what it comes to; answers a place at which that one stopped too. */
    private Optional<Stop> resume(Scenario scenario, int at, Stop stop, List<Played> played, boolean again) {
        Stand stand = stop.stand();
        List<Stop> second = new ArrayList<>(1);
        try {
            List<String> odd = new ArrayList<>(new VaultChecker(stand.person(), Stand.ROOT).always());
            odd.removeAll(played.get(at).odd());
            report(scenario, stop.where(), odd);
            stand.wait(BETWEEN);
            stand.provider().change(chance);
            if (again) {
                int[] seen = new int[1];
                stand.world().stops((operation, how, next) -> {
                    if (plays(how) && chance.nextInt(++seen[0]) == 0) {
                        second.clear();
                        String where = stop.where() + ", then " + how + " at " + operation;
                        second.add(new Stop(where, how, stand.in(next.make(chance.nextLong()))));
                    }
                });
            }
            scenario.parts().get(at).work().on(stand);
            stand.world().noStops();
            check(scenario, stop.where(), at, stand, played);
            int until = chance.nextInt(TO_THE_END) == 0 ? played.size() : at + 1;
            for (int i = at + 1; i < until; i++) {
                hands(scenario.parts().get(i), stand);
                scenario.parts().get(i).work().on(stand);
                check(
                        scenario,
                        stop.where() + " and on to " + scenario.parts().get(i).name(),
                        i,
                        stand,
                        played);
            }
            tally.questions(stand.provider().questions());
        } catch (IOException | RuntimeException | Error failure) {
            report(
                    scenario,
                    stop.where(),
                    List.of("broken: " + failure
                            + List.of(failure.getStackTrace()).subList(0, 9)));
        }
        return second.stream().findFirst();
    }

    private void check(Scenario scenario, String where, int at, Stand stand, List<Played> played) {
        report(scenario, where, stand.faults());
        report(scenario, where, Shape.differences(played.get(at).shape(), Shape.of(stand)));
    }

    private void report(Scenario scenario, String where, List<String> faults) {
        for (String fault : faults) {
            tally.violation(fault);
            if (violations.size() < SHOWN) {
                violations.add(scenario + ", " + where + ": " + fault);
            }
        }
    }
}
