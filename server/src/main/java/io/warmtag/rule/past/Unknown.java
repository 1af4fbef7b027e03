package io.warmtag.rule.past;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a run over the past can't know, because it wasn't recorded or isn't run with it.
 *
 * @param code {@code backtest.unknown.<code>} says it in words
 * @param since from when on it is known; null where it never was
 */
public record Unknown(String code, @Nullable Instant since) {}
