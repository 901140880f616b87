/** Classes that break a rule on purpose. */
@NullMarked
package dev.factotum.planted.engine;

import org.jspecify.annotations.NullMarked;
