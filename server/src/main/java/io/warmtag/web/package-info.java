/** The HTTP kit: routes, problems, security headers, pages. No feature in it. */
@CheckReturnValue
@NullMarked
package io.warmtag.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
