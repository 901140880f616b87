package dev.factotum.planted.engine;

import dev.factotum.planted.plan.Head;

public record Tail(Head head) {}
