/** The demo shop: an edge that serves a site as any shop would embed Warmtag, with the snippet and nothing else of ours. */
@CheckReturnValue
@NullMarked
package io.warmtag.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
