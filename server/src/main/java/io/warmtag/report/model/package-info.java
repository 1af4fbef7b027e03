/** What numbers of people bought tell, and what they don't; pure: no clock, no I/O. */
@CheckReturnValue
@NullMarked
package io.warmtag.report.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
