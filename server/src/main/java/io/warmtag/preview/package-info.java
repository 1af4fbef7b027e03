/** Trying a container on one's own site before it is published: who may, what is served, and what the pages tell. */
@CheckReturnValue
@NullMarked
package io.warmtag.preview;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
