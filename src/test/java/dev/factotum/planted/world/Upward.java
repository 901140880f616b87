package dev.factotum.planted.world;

import dev.factotum.planted.cli.WidgetManager;

public record Upward(WidgetManager manager) {}
