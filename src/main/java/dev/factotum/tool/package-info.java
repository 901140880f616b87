/** The port of actions: what a tool is, what it takes, what came of a call. */
@NullMarked
package dev.factotum.tool;

import org.jspecify.annotations.NullMarked;
