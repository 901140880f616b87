@NullMarked
package dev.factotum.mcp.server;

import org.jspecify.annotations.NullMarked;
