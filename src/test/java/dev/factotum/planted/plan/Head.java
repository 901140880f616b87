package dev.factotum.planted.plan;

import dev.factotum.planted.engine.Tail;
import java.util.List;

public record Head(List<Tail> tails) {}
