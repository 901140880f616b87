@NullMarked
package dev.factotum.channel.email.wire;

import org.jspecify.annotations.NullMarked;
