/** What rules say and what follows from it: pure, all that is known comes in, clock and zone too. */
@CheckReturnValue
@NullMarked
package io.warmtag.rule.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
