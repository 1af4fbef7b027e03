/** Custom JavaScript, read by a real parser. Pure. */
@CheckReturnValue
@NullMarked
package io.warmtag.container.code;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
