package dev.factotum.planted.cli;

public final class WidgetManager {
    static final class CountUtils {}
}
