/** How accounts log in, and how a login stays alive: OAuth 2.0 and 1.0a, typed passwords and tokens. */
@NullMarked
package dev.factotum.login;

import org.jspecify.annotations.NullMarked;
