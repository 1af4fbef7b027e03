/** What came of it: rules, temperatures and campaigns in numbers that are kept by the day. Nothing but the edges depends on this. */
@CheckReturnValue
@NullMarked
package io.warmtag.report;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
