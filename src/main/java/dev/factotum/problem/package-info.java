/** What can go wrong, in four parts with a stable code: what, where, why, what next. */
@NullMarked
package dev.factotum.problem;

import org.jspecify.annotations.NullMarked;
