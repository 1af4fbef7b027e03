/** Who changed what, and when. */
@CheckReturnValue
@NullMarked
package io.warmtag.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
