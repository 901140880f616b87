/** The Model Context Protocol: servers of others as tools of the vault. */
@NullMarked
package dev.factotum.mcp;

import org.jspecify.annotations.NullMarked;
