/** Conditions over what is known of a person, and whether they hold. Pure: no clock, no I/O. */
@CheckReturnValue
@NullMarked
package io.warmtag.rule.audience.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
