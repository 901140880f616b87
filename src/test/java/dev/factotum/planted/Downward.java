package dev.factotum.planted;

import dev.factotum.planted.cli.WidgetManager;

record Downward(WidgetManager manager) {}
