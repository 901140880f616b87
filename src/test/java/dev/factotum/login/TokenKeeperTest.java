package dev.factotum.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.world.TestClock;
import dev.factotum.world.Threads;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TokenKeeperTest {
    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T08:00:00Z"));

    /** Takes each refresh token once, as X does, and locks out whoever brings an old one. */
    private static final class Rotating implements Function<Map<String, String>, MockResponse> {
        private final Set<String> spent = ConcurrentHashMap.newKeySet();
        private final AtomicInteger number = new AtomicInteger(1);
        private volatile boolean locked;

        @Override
        public synchronized MockResponse apply(Map<String, String> form) {
            String token = form.getOrDefault("refresh_token", "");
            if (locked || !token.equals("r" + number.get()) || !spent.add(token)) {
                locked = true;
                return Provider.json(400, "{\"error\":\"invalid_grant\"}");
            }
            int next = number.incrementAndGet();
            return Provider.json(
                    200,
                    "{\"access_token\":\"a" + next + "\",\"refresh_token\":\"r" + next + "\",\"expires_in\":7200}");
        }
    }

    private void login(Provider provider, Optional<String> refresh, Duration life) throws Exception {
        Tokens first = new Tokens(
                "a1",
                refresh,
                Optional.of(clock.instant().plus(life)),
                List.of("read"),
                new Client("our app", Optional.empty()),
                provider.home(),
                "born");
        provider.store().put("shop", first.text(), Optional.empty());
    }

    private static String valid(Access access) {
        return assertInstanceOf(Access.Valid.class, access).token();
    }

    private Tokens kept(Provider provider) throws Exception {
        return Tokens.parse(assertInstanceOf(
                                dev.factotum.secret.SecretStore.Got.Held.class,
                                provider.store().get("shop"))
                        .secret()
                        .reveal())
                .orElseThrow();
    }

    @Test
    void aTokenIsUsedUntilShortlyBeforeItsEndAndThenRefreshedOnce() throws Exception {
        try (Provider provider = new Provider(folder, clock, new Rotating())) {
            login(provider, Optional.of("r1"), Duration.ofHours(2));
            assertEquals("a1", valid(provider.keeper().access()));
            clock.advance(Duration.ofMinutes(118));
            assertEquals("a1", valid(provider.keeper().access()));
            assertTrue(provider.asked.isEmpty());
            clock.advance(Duration.ofMinutes(1));
            assertEquals("a2", valid(provider.keeper().access()));
            assertEquals("a2", valid(provider.keeper().access()));
            assertEquals(1, provider.asked.size());
            assertEquals("r2", kept(provider).refresh().orElseThrow(), "kept before it is used");
            assertEquals(Optional.of("born"), provider.keeper().mark(), "refreshing is no new login");
        }
    }

    @Test
    void anAnswerThatSaysNothingOfTheLoginDoesNotEndIt() throws Exception {
        for (MockResponse answer : List.of(
                Provider.json(429, "{\"error\":\"too_many_requests\"}"),
                Provider.json(403, "<html>are you a robot</html>"),
                Provider.json(404, ""))) {
            try (Provider provider = new Provider(folder, clock, form -> answer)) {
                login(provider, Optional.of("r1"), Duration.ZERO);
                assertInstanceOf(Access.Later.class, provider.keeper().access());
            }
        }
        assertInstanceOf(Access.Ended.class, refused());
    }

    private Access refused() throws Exception {
        try (Provider provider =
                new Provider(folder, clock, form -> Provider.json(400, "{\"error\":\"invalid_grant\"}"))) {
            login(provider, Optional.of("r1"), Duration.ZERO);
            return provider.keeper().access();
        }
    }

    @Test
    void theFreshPairIsOnTheDiskBeforeAnybodyGetsIt() throws Exception {
        try (Provider provider = new Provider(folder, clock, new Rotating())) {
            login(provider, Optional.of("r1"), Duration.ZERO);
            Path store = provider.state.resolve("secrets.json");
            Path aside = Files.move(store, folder.resolve("aside"));
            Files.createDirectory(store);
            TokenKeeper keeper = provider.keeper();
            assertInstanceOf(Access.Later.class, keeper.access());
            Files.delete(store);
            Files.move(aside, store);
            assertEquals("a2", valid(keeper.access()));
            assertEquals("a2", kept(provider).access());
        }
    }

    /** The disk refuses just after the provider has answered: the pair is not used, not lost, and kept with the next call. */
    @Test
    void aPairThatCannotBeKeptWaits() throws Exception {
        Rotating rotating = new Rotating();
        Path store = folder.resolve("state/secrets.json");
        Path aside = folder.resolve("aside");
        try (Provider provider = new Provider(folder, clock, form -> {
            MockResponse answer = rotating.apply(form);
            try {
                Files.move(store, aside);
                Files.createDirectory(store);
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
            return answer;
        })) {
            login(provider, Optional.of("r1"), Duration.ZERO);
            TokenKeeper keeper = provider.keeper();
            assertInstanceOf(Access.Later.class, keeper.access());
            Files.delete(store);
            Files.move(aside, store);
            assertEquals("a2", valid(keeper.access()));
            assertEquals(1, provider.asked.size());
            assertEquals("r2", kept(provider).refresh().orElseThrow());
        }
    }

    @Test
    void manyWhoFindItEndedRefreshItOnceTogether() throws Exception {
        try (Provider provider = new Provider(folder, World.real().clock(), new Rotating())) {
            Tokens ended = new Tokens(
                    "a1",
                    Optional.of("r1"),
                    Optional.of(Instant.EPOCH),
                    List.of(),
                    new Client("our app", Optional.empty()),
                    provider.home(),
                    "born");
            provider.store().put("shop", ended.text(), Optional.empty());
            Set<String> got = ConcurrentHashMap.newKeySet();
            try (ExecutorService crowd = Threads.perTask("caller", (thread, fault) -> {})) {
                List<Future<Boolean>> all = new ArrayList<>();
                for (int caller = 0; caller < 16; caller++) {
                    TokenKeeper keeper = provider.keeper();
                    all.add(crowd.submit(() -> got.add(valid(keeper.access()))));
                }
                for (Future<Boolean> one : all) {
                    one.get();
                }
            }
            assertEquals(Set.of("a2"), got);
            assertEquals(1, provider.asked.size());
        }
    }

    @Test
    void aTokenThatWasRefusedIsReplacedUnlessAnotherOneDidSo() throws Exception {
        try (Provider provider = new Provider(folder, clock, new Rotating())) {
            login(provider, Optional.of("r1"), Duration.ofHours(2));
            assertEquals("a2", valid(provider.keeper().renew("a1")));
            assertEquals("a2", valid(provider.keeper().renew("a1")), "another process was faster");
            assertEquals(1, provider.asked.size());
        }
    }

    @Test
    void aRevokedLoginEndsAndAMissingOneToo() throws Exception {
        try (Provider provider = new Provider(folder, clock, new Rotating())) {
            assertInstanceOf(Access.Ended.class, provider.keeper().access());
            login(provider, Optional.of("wrong"), Duration.ZERO);
            Access.Ended ended =
                    assertInstanceOf(Access.Ended.class, provider.keeper().access());
            assertEquals("Example answered HTTP 400 invalid_grant", ended.reason());
            login(provider, Optional.empty(), Duration.ZERO);
            assertInstanceOf(Access.Ended.class, provider.keeper().access());
            provider.store().put("shop", "a pasted token", Optional.empty());
            assertInstanceOf(Access.Ended.class, provider.keeper().access());
        }
    }

    @Test
    void aProviderWithoutAnAnswerIsTriedLater() throws Exception {
        for (MockResponse answer : List.of(
                Provider.json(503, ""),
                Provider.json(200, "<html>welcome</html>"),
                new MockResponse.Builder()
                        .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                        .build())) {
            try (Provider provider = new Provider(folder, clock, form -> answer)) {
                login(provider, Optional.of("r1"), Duration.ZERO);
                Access.Later later =
                        assertInstanceOf(Access.Later.class, provider.keeper().access());
                assertFalse(later.toString().contains("r1"));
                assertEquals("r1", kept(provider).refresh().orElseThrow());
            }
        }
    }
}
