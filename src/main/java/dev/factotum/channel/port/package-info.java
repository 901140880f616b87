/**
 * The port of channels: what a platform must bring to be one, and what it is given for it.
 *
 * <p>A channel is one package with a few files: its {@link dev.factotum.channel.port.Channel} (a list of actions and of ways
 * to log in, and how an account is opened), one {@link dev.factotum.channel.sandbox.Action} for each thing that it can do
 * (arguments, check, deed; the same in sandbox and live), and its {@link dev.factotum.channel.port.Line}, an account that is
 * connected, with one {@link dev.factotum.channel.port.Act} for each action. Calls go through
 * {@link dev.factotum.channel.port.Api}, which knows limits, breaker, login and what an answer means.
 */
@NullMarked
package dev.factotum.channel.port;

import org.jspecify.annotations.NullMarked;
