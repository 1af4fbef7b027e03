/** Asks a running server to fold its persons again. */
@CheckReturnValue
@NullMarked
package io.warmtag.tools.verify;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
