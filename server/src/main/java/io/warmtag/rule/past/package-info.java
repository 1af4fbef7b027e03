/** Audiences and rules run over the past: pure, the same conditions and decisions as live, person by person. */
@CheckReturnValue
@NullMarked
package io.warmtag.rule.past;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
