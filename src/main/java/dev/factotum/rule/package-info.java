/** Deterministic plans: when a rule matches, its template becomes the plan. */
@NullMarked
package dev.factotum.rule;

import org.jspecify.annotations.NullMarked;
