/** OpenAI's two interfaces, and whatever else understands the older one. */
@NullMarked
package dev.factotum.llm.openai;

import org.jspecify.annotations.NullMarked;
