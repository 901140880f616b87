/** The agent command: one class per subcommand, rendering, and the wiring that knows everyone. */
@NullMarked
package dev.factotum.cli;

import org.jspecify.annotations.NullMarked;
