/** Byte-preserving Markdown and YAML: reading by offsets, writing by splices, escaping on the way in. */
@NullMarked
package dev.factotum.markdown;

import org.jspecify.annotations.NullMarked;
