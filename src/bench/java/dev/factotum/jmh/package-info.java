/** What single operations cost, measured by JMH: bin/bench --jmh. Compiled by that command alone. */
@NullMarked
package dev.factotum.jmh;

import org.jspecify.annotations.NullMarked;
