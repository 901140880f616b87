/** The text of a plan: parser, printer, owned spans, digest, and checks against tools. */
@NullMarked
package dev.factotum.plan;

import org.jspecify.annotations.NullMarked;
