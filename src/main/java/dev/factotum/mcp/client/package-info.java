/** Servers of others: which there are, whether a person trusts them, and how they are asked. */
@NullMarked
package dev.factotum.mcp.client;

import org.jspecify.annotations.NullMarked;
