/** Products as feeds and pages describe them, and what follows when they are described anew: pure. */
@CheckReturnValue
@NullMarked
package io.warmtag.product.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
