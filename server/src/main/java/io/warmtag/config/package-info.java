/** Settings from the environment, read once; every mistake is reported together, by name. */
@CheckReturnValue
@NullMarked
package io.warmtag.config;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
