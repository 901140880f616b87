package dev.factotum.tool;

/**
 * Why an argument cannot be taken.
 *
 * @param argument its name; empty where no single one is to blame
 * @param reason one clause for a person: {@code has 300 characters as X counts them; 280 are allowed}
 * @param hint what to do about it
 */
public record ArgumentFault(String argument, String reason, String hint) {}
