/** What the program writes down about its own work, for whoever looks into a fault: one line of JSON per event. */
@NullMarked
package dev.factotum.journal;

import org.jspecify.annotations.NullMarked;
