package io.warmtag.collect;

import org.jspecify.annotations.Nullable;

/** What a request's headers say of its body. */
final class BodyForm {
    private BodyForm() {}

    static boolean isJsonOrText(@Nullable String contentType) {
        return contentType == null || isType(contentType, "text/plain") || isType(contentType, "application/json");
    }

    /** With or without parameters behind it. */
    private static boolean isType(String contentType, String type) {
        int end = type.length();
        boolean begins = contentType.regionMatches(true, 0, type, 0, end);
        return begins && (contentType.length() == end || "; \t".indexOf(contentType.charAt(end)) >= 0);
    }

    static boolean isPacked(@Nullable String encoding) {
        return encoding != null && !encoding.isBlank() && !encoding.trim().equalsIgnoreCase("identity");
    }
}
