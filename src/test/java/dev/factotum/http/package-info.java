@NullMarked
package dev.factotum.http;

import org.jspecify.annotations.NullMarked;
