/** What the channels share: arguments read and checked, and the Outbox that stands in for the world. */
@NullMarked
package dev.factotum.channel.sandbox;

import org.jspecify.annotations.NullMarked;
