/** Anthropic's Messages. */
@NullMarked
package dev.factotum.llm.anthropic;

import org.jspecify.annotations.NullMarked;
