/** Built-in doubles of what is outside: they check requests by the documented rules and answer like the real ones. Pure. */
@CheckReturnValue
@NullMarked
package io.warmtag.destination.sandbox;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
