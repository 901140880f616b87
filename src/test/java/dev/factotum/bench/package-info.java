/** The benchmarks of bin/bench: each row beside its baseline, measured in the same run. */
@NullMarked
package dev.factotum.bench;

import org.jspecify.annotations.NullMarked;
