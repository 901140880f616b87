@NullMarked
package dev.factotum.llm.provider;

import org.jspecify.annotations.NullMarked;
