@NullMarked
package dev.factotum.mcp.protocol;

import org.jspecify.annotations.NullMarked;
