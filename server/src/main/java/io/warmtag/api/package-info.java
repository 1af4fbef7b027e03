/** The REST API under /api/v1: what the console can do, for programs. Described by openapi.json. */
@CheckReturnValue
@NullMarked
package io.warmtag.api;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
