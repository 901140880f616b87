@NullMarked
package dev.factotum.notice;

import org.jspecify.annotations.NullMarked;
