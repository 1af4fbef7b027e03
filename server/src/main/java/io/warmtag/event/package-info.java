/** Events: what one is, how it is committed in groups, and how it is read back. */
@CheckReturnValue
@NullMarked
package io.warmtag.event;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
