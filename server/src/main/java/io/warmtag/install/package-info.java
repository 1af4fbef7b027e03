/** Looks at a site's page as a browser would get it and says what is wrong with the installation. */
@CheckReturnValue
@NullMarked
package io.warmtag.install;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
