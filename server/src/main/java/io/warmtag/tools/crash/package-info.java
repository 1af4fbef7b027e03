/** Kills servers under load and compares what was acknowledged with what is stored. */
@CheckReturnValue
@NullMarked
package io.warmtag.tools.crash;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
