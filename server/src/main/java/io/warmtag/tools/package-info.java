/** What the programs for operators and developers share: options, tables, figures. Nothing of the server imports it. */
@CheckReturnValue
@NullMarked
package io.warmtag.tools;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
