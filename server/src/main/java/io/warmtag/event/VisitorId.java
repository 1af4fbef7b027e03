package io.warmtag.event;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A visitor's 128 bits between their two forms: 22 characters of base64url outside, a UUID inside. */
public final class VisitorId {
    private VisitorId() {}

    public static String text(UUID id) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The bits behind 22 characters of base64url; null for anything else. */
    public static @Nullable UUID parse(String text) {
        if (text.length() != 22) {
            return null;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
