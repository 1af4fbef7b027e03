/** The management port: health and metrics. */
@CheckReturnValue
@NullMarked
package io.warmtag.ops;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
