package dev.factotum.tool;

/**
 * Who a tool acts as.
 *
 * @param name as in agent.yaml; {@code sandbox} where no account of the channel is set up, {@code vault} for the vault
 * @param handle how it appears to others: an address, {@code @name}
 */
public record Account(String name, String channel, String handle, Mode mode) {}
