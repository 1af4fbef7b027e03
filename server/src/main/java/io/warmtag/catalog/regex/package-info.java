/** Regular expressions of browsers: their syntax, and whether one can take a browser's time away. Pure. */
@CheckReturnValue
@NullMarked
package io.warmtag.catalog.regex;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
