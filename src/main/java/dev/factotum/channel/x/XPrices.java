package dev.factotum.channel.x;

import dev.factotum.tool.Account;
import dev.factotum.tool.Mode;
import dev.factotum.tool.Money;
import java.math.BigDecimal;
import java.util.Optional;

/** What X charged a self-serve app for single calls on 22 August 2026, in USD (platforms.md 1.1). */
final class XPrices {
    static final String AS_OF = "22 August 2026";

    static final BigDecimal POST = new BigDecimal("0.015");
    static final BigDecimal POST_WITH_LINK = new BigDecimal("0.20");

    /** An answer to one who mentioned us; links in it cost nothing more. */
    static final BigDecimal SUMMONED_REPLY = new BigDecimal("0.010");

    static final BigDecimal DELETE = new BigDecimal("0.010");
    static final BigDecimal MEDIA_METADATA = new BigDecimal("0.005");
    /** Each person who comes along with what is read. */
    static final BigDecimal USER = new BigDecimal("0.010");

    static final BigDecimal READ = new BigDecimal("0.005");

    /** A read of our own posts and mentions, where the account owns the app. */
    static final BigDecimal OWN_READ = new BigDecimal("0.001");

    private XPrices() {}

    static BigDecimal post(String text, boolean summoned) {
        return summoned ? SUMMONED_REPLY : XText.hasLink(text) ? POST_WITH_LINK : POST;
    }

    /** A price for the line <em>If approved</em>; what is simulated costs nothing. */
    static Optional<Money> of(BigDecimal amount, Account account) {
        return account.mode() == Mode.LIVE ? Optional.of(new Money(amount, "USD")) : Optional.empty();
    }
}
