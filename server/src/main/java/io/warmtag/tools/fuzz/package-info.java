/** Broken requests, made from a seed, and what the server answered to them. */
@CheckReturnValue
@NullMarked
package io.warmtag.tools.fuzz;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
