@NullMarked
package dev.factotum.mcp.client;

import org.jspecify.annotations.NullMarked;
