package dev.factotum.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.http.HttpCall.Header;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.http.HttpReply.Barred;
import dev.factotum.http.HttpReply.NotSent;
import dev.factotum.world.TestClock;
import dev.factotum.world.TestWorld;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is connected to but what was meant and was checked. */
class GuardTest {
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void serve() throws Exception {
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void end() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, LOCAL",
        "10.1.2.3, LOCAL",
        "127.0.0.1, LOCAL",
        "127.255.0.9, LOCAL",
        "100.64.0.1, LOCAL",
        "100.127.255.255, LOCAL",
        "100.100.100.200, NEVER",
        "172.16.0.1, LOCAL",
        "172.31.255.255, LOCAL",
        "192.168.1.1, LOCAL",
        "198.18.0.1, LOCAL",
        "169.254.0.1, NEVER",
        "169.254.169.254, NEVER",
        "168.63.129.16, NEVER",
        "192.0.0.192, NEVER",
        "192.0.2.1, NEVER",
        "198.51.100.7, NEVER",
        "203.0.113.7, NEVER",
        "224.0.0.1, NEVER",
        "240.0.0.1, NEVER",
        "255.255.255.255, NEVER",
        "100.63.255.255, PUBLIC",
        "100.128.0.0, PUBLIC",
        "172.15.0.1, PUBLIC",
        "172.32.0.1, PUBLIC",
        "192.169.0.1, PUBLIC",
        "9.9.9.9, PUBLIC",
        "::, LOCAL",
        "::1, LOCAL",
        "fc00::1, LOCAL",
        "fd12:3456::1, LOCAL",
        "fd00:ec2::254, NEVER",
        "fe80::1, NEVER",
        "fec0::1, NEVER",
        "ff02::1, NEVER",
        "::127.0.0.1, NEVER",
        "64:ff9b::7f00:1, LOCAL",
        "64:ff9b::a9fe:a9fe, NEVER",
        "64:ff9b::909:909, PUBLIC",
        "64:ff9b:1::1, NEVER",
        "100::1, NEVER",
        "2001::1, NEVER",
        "2001:db8::1, NEVER",
        "2002:7f00:1::, NEVER",
        "2002:909:909::, PUBLIC",
        "2620:fe::fe, PUBLIC",
    })
    void anAddressIsToldByItsBytes(String address, Place expected) throws Exception {
        assertEquals(expected, Place.of(InetAddress.getByName(address)));
    }

    @Test
    void anIpv4AddressInsideAnIpv6OneIsNoWayAround() throws Exception {
        byte[] mapped = HexFormat.of().parseHex("00000000000000000000ffff7f000001");
        InetAddress six = java.net.Inet6Address.getByAddress("mapped", mapped, -1);

        assertEquals(16, six.getAddress().length);
        assertEquals(Place.NEVER, Place.of(six));
        assertEquals(Place.LOCAL, Place.of(InetAddress.getByAddress(mapped)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://localhost/",
                "https://localhost./",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://169.254.169.254/latest/meta-data/",
                "https://[fe80::1]/",
                "https://user:word@127.0.0.1/",
                "http://9.9.9.9/",
                "file:///etc/passwd",
                "gopher://9.9.9.9/",
                "https:/nohost",
            })
    void noFormOfAnInnerAddressIsReachedThoughItsHostIsListed(String address) throws Exception {
        URI url = URI.create(address);
        Reach reach = new Reach(url.getHost() == null ? Set.of() : Set.of(Reach.host(url)), Optional.empty());

        HttpReply reply = new Http(new TestClock(TestWorld.START), Resolver.system())
                .send(new HttpCall("GET", url, List.of(), Optional.empty(), reach, Duration.ofSeconds(5), 100));

        assertTrue(reply instanceof Barred || reply instanceof NotSent, reply.toString());
        assertFalse(reply instanceof NotSent(String why) && !why.contains("no host"), reply.toString());
    }

    @Test
    void oneInnerAddressAmongPublicOnesIsEnoughToRefuse() throws Exception {
        Http http = http(host -> List.of(InetAddress.getByName("9.9.9.9"), InetAddress.getByName("10.0.0.5")));

        assertInstanceOf(Barred.class, http.send(get("https://api.example/", Reach.hosts(List.of("api.example")))));
    }

    @Test
    void aNameThatAnswersOtherwiseAMomentLaterIsNotAskedAgain() throws Exception {
        List<String> asked = new ArrayList<>();
        Http http = http(host -> {
            asked.add(host);
            return List.of(asked.size() == 1 ? InetAddress.getLoopbackAddress() : InetAddress.getByName("10.0.0.1"));
        });
        URI url = URI.create("http://rebind.example:" + server.getPort() + "/");
        server.enqueue(new MockResponse.Builder().body("here").build());

        HttpReply first = http.send(get(url.toString(), Reach.named(url)));
        HttpReply second = http.send(get(url.toString(), Reach.hosts(List.of("rebind.example:" + server.getPort()))));

        assertEquals("here", assertInstanceOf(Answered.class, first).text());
        assertInstanceOf(Barred.class, second);
        assertEquals(List.of("rebind.example"), asked, "the second call is stopped before it asks");
        assertEquals(1, server.getRequestCount());
    }

    @Test
    void aNamedPlaceMayBeOnThisMachineButNeverWhereCloudsKeepTheirKeys() throws Exception {
        URI metadata = URI.create("http://169.254.169.254/");

        HttpReply reply = http(Resolver.system()).send(get(metadata.toString(), Reach.named(metadata)));

        assertInstanceOf(Barred.class, reply);
    }

    @Test
    void aNamedPlaceOutInTheInternetNeedsHttps() throws Exception {
        URI plain = URI.create("http://9.9.9.9/");

        HttpReply reply = http(Resolver.system()).send(get(plain.toString(), Reach.named(plain)));

        assertEquals(new Barred("9.9.9.9 is out in the internet and would be reached without HTTPS"), reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:PORT/",
                "http://127.0.0.1:1/",
                "https://127.0.0.1:PORT/",
                "http://10.0.0.1/",
                "https://169.254.169.254/",
                "//169.254.169.254/",
                "https://elsewhere.example/"
            })
    void aRedirectIsCheckedLikeTheFirstAddress(String target) throws Exception {
        String location = target.replace("PORT", String.valueOf(server.getPort()));
        server.enqueue(new MockResponse.Builder()
                .code(307)
                .setHeader("location", location)
                .build());

        HttpReply reply = here("GET");

        assertInstanceOf(Barred.class, reply);
        assertEquals(1, server.getRequestCount());
    }

    @ParameterizedTest
    @CsvSource({"3, true", "4, false"})
    void threeRedirectsAreFollowed(int redirects, boolean arrives) throws Exception {
        for (int i = 0; i < redirects; i++) {
            server.enqueue(new MockResponse.Builder()
                    .code(302)
                    .setHeader("location", "/next" + i)
                    .build());
        }
        server.enqueue(new MockResponse.Builder().body("arrived").build());

        assertEquals(
                arrives, here("GET") instanceof Answered answer && answer.text().equals("arrived"));
    }

    @Test
    void aPostIsNotTurnedIntoAGet() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .setHeader("location", "/next")
                .build());

        assertEquals(302, assertInstanceOf(Answered.class, here("POST")).status());
        assertEquals(1, server.getRequestCount());
    }

    @Test
    void aKeyDoesNotTravelToAnotherPlace() {
        List<Header> headers = List.of(
                new Header("Authorization", "Bearer k"), new Header("x-api-key", "k"), new Header("Accept", "a"));
        HttpCall call = new HttpCall(
                "GET",
                URI.create("https://api.example/v1"),
                headers,
                Optional.empty(),
                Reach.hosts(List.of("*.example")),
                Duration.ofSeconds(1),
                10);

        assertEquals(headers, followed(call, "/v2").headers());
        assertEquals(headers, followed(call, "https://API.example:443/v2").headers());
        assertEquals(
                List.of(headers.get(2)),
                followed(call, "https://other.example/v1").headers());
        assertEquals(
                List.of(headers.get(2)),
                followed(call, "https://api.example:8443/v1").headers());
    }

    @Test
    void aHostListTakesNamesNamesBelowAndPorts() {
        Reach reach = Reach.hosts(List.of("api.x.com", "*.mail.example", "odoo.example:8443"));

        assertTrue(reach.covers(URI.create("https://API.x.com/2")));
        assertTrue(reach.covers(URI.create("https://a.b.mail.example/")));
        assertTrue(reach.covers(URI.create("https://odoo.example:8443/")));
        assertFalse(reach.covers(URI.create("https://odoo.example/")));
        assertFalse(reach.covers(URI.create("https://api.x.com:8443/")));
        assertFalse(reach.covers(URI.create("https://mail.example/")));
        assertFalse(reach.covers(URI.create("https://evilmail.example/")));
        assertFalse(reach.covers(URI.create("https://api.x.com.evil.example/")));
    }

    @Test
    void aHeaderCannotBeginAnotherOneAndItsValueIsNotShown() throws Exception {
        HttpCall call = new HttpCall(
                "GET",
                server.url("/").uri(),
                List.of(new Header("x-api-key", "canary\r\nx-evil: 1")),
                Optional.empty(),
                Reach.named(server.url("/").uri()),
                Duration.ofSeconds(5),
                10);

        HttpReply reply = http(Resolver.system()).send(call);

        assertInstanceOf(Barred.class, reply);
        assertFalse((reply + " " + call).contains("canary"));
    }

    @Test
    void anUnknownNameIsCertainlyNotSent() throws Exception {
        Http http = http(host -> {
            throw new UnknownHostException(host);
        });

        HttpReply reply = http.send(get("https://api.example/", Reach.hosts(List.of("api.example"))));

        assertEquals(new NotSent("no host of the name api.example is known"), reply);
    }

    private static HttpCall followed(HttpCall call, String location) {
        return Redirect.of(call, new Answered(307, Map.of("location", location), new byte[0]))
                .orElseThrow();
    }

    private HttpReply here(String method) throws InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + server.getPort() + "/");
        Optional<HttpCall.Body> body = method.equals("POST")
                ? Optional.of(new HttpCall.Body("application/json", new byte[] {'{', '}'}))
                : Optional.empty();
        return http(Resolver.system())
                .send(new HttpCall(method, url, List.of(), body, Reach.named(url), Duration.ofSeconds(20), 1000));
    }

    private static HttpCall get(String url, Reach reach) {
        return new HttpCall("GET", URI.create(url), List.of(), Optional.empty(), reach, Duration.ofSeconds(20), 1000);
    }

    private static Http http(Resolver resolver) {
        return new Http(new TestClock(TestWorld.START), resolver);
    }
}
