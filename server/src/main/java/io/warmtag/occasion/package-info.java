/** What happened to persons and may make something follow: recorded with it, handed on in order, never lost. */
@CheckReturnValue
@NullMarked
package io.warmtag.occasion;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
