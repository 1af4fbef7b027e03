/** What types of tags, triggers and variables there are, from tag-js's manifest, and what their parameters may be. Pure. */
@CheckReturnValue
@NullMarked
package io.warmtag.catalog;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
