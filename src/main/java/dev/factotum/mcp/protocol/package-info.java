/** What both ends of the Model Context Protocol say to each other, in both of its generations. */
@NullMarked
package dev.factotum.mcp.protocol;

import org.jspecify.annotations.NullMarked;
