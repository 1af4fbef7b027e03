/** A load client that costs little itself and treats every server alike. */
@CheckReturnValue
@NullMarked
package io.warmtag.tools.load;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
