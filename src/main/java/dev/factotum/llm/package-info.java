/** The port of language models: what is asked of one, what it answers, and what that costs. */
@NullMarked
package dev.factotum.llm;

import org.jspecify.annotations.NullMarked;
