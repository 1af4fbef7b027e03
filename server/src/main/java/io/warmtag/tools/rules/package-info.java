/** A site full of rules, and what they must have done: found out again by a program that knows nothing of the server's. */
@CheckReturnValue
@NullMarked
package io.warmtag.tools.rules;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
