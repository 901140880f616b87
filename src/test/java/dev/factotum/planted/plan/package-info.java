/** Classes that break a rule on purpose. */
@NullMarked
package dev.factotum.planted.plan;

import org.jspecify.annotations.NullMarked;
