@NullMarked
package dev.factotum.notice.way;

import org.jspecify.annotations.NullMarked;
