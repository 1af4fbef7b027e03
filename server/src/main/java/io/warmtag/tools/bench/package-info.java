/** The benchmarks of the budgets, each a class of its own, side by side in one run. */
@CheckReturnValue
@NullMarked
package io.warmtag.tools.bench;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
