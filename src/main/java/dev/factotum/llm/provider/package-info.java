/** Makes the providers that the settings name. */
@NullMarked
package dev.factotum.llm.provider;

import org.jspecify.annotations.NullMarked;
