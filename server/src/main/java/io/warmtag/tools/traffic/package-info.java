/** Simulated visitors of the demo shop: who they are and what they do is pure, one class sends it. */
@CheckReturnValue
@NullMarked
package io.warmtag.tools.traffic;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
