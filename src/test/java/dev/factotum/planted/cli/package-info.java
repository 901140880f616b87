/** Classes that break a rule on purpose. */
@NullMarked
package dev.factotum.planted.cli;

import org.jspecify.annotations.NullMarked;
