/** Rules that act: what makes them fire, for whom, and what is done then. */
/** Audiences and rules: what follows from what is known of a person. Their conditions are the pure models below. */
@CheckReturnValue
@NullMarked
package io.warmtag.rule;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
