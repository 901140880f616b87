@NullMarked
package dev.factotum.login;

import org.jspecify.annotations.NullMarked;
