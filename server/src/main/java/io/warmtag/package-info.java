/** The composition root: {@code Main} reads the settings, {@code App} makes and joins everything. */
@CheckReturnValue
@NullMarked
package io.warmtag;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
