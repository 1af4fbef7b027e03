/** Site traffic in: {@code POST /e} and {@code GET /e.gif}. */
@CheckReturnValue
@NullMarked
package io.warmtag.collect;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
