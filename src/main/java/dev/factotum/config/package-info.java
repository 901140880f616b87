/** Typed settings of a vault: agent.yaml with its overrides, clients, agents and accounts. */
@NullMarked
package dev.factotum.config;

import org.jspecify.annotations.NullMarked;
