/** Rules that act: what makes them fire, for whom, and what is done then. */
@CheckReturnValue
@NullMarked
package io.warmtag.rule;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
