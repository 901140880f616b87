/** What all ways of asking a model share: the call, its bounds, and what each failure means. */
@NullMarked
package dev.factotum.llm.wire;

import org.jspecify.annotations.NullMarked;
