/** Processes of this machine: servers started for a measurement, their memory and their CPU time. */
@CheckReturnValue
@NullMarked
package io.warmtag.tools.machine;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
