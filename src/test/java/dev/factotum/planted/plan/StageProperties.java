package dev.factotum.planted.plan;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageProperties {
    @Test
    void unseen() {
        fail("surefire never runs this");
    }

    @ParameterizedTest
    @ValueSource(ints = 1)
    void unseenEither(int number) {
        fail("surefire never runs this, nor " + number);
    }
}
