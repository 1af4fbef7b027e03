/** Sites: what a shop is, its domains and its settings. */
@CheckReturnValue
@NullMarked
package io.warmtag.site;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
