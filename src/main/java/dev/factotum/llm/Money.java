package dev.factotum.llm;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts as people read them. */
public final class Money {
    private static final BigDecimal CENTS = new BigDecimal("0.01");

    private Money() {}

    /** The same amount in its shortest form. */
    static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** As {@link #shown}, with as many digits as the amount it is held against. */
    static String shownBeside(BigDecimal value, BigDecimal other) {
        int digits = plain(other).scale();
        return digits <= 2
                ? shown(value)
                : value.setScale(Math.max(4, digits), RoundingMode.HALF_UP).toPlainString();
    }

    /** To the cent; to a hundredth of a cent where it is less than one. */
    public static String shown(BigDecimal value) {
        boolean tiny = value.signum() != 0 && value.abs().compareTo(CENTS) < 0;
        return value.setScale(tiny ? 4 : 2, RoundingMode.HALF_UP).toPlainString();
    }
}
