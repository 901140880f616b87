/**
 * This office as a server of the Model Context Protocol: other programs read here what they may, and what they would have
 * done waits for a person. Nothing in this package can approve.
 */
@NullMarked
package dev.factotum.mcp.server;

import org.jspecify.annotations.NullMarked;
