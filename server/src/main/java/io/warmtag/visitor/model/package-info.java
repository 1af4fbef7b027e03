/**
 * The temperature of a person as pure functions over values: {@link io.warmtag.visitor.model.TemperatureModel} folds a
 * checkpoint, the events after it, all order facts and the dated settings into a {@link
 * io.warmtag.visitor.model.PersonState} and the {@link io.warmtag.visitor.model.Transition}s on the way, to the exact
 * millisecond, and says when the next change comes by itself. The result depends only on the sets given, never on the
 * order in which they arrived nor on how often somebody looked in between. Nothing here does I/O, asks a clock or
 * draws a random number; all instants are milliseconds since 1970 UTC and all periods are milliseconds.
 */
@CheckReturnValue
@NullMarked
package io.warmtag.visitor.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
