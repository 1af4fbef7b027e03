package io.warmtag.people.contact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SHA-256 as lower-case hexadecimal digits: what advertising networks compare. */
public final class Sha256 {
    // What Meta's libraries append to theirs: the language they are written in, or 6 bytes with their version.
    private static final Pattern HEX = Pattern.compile("([0-9A-Fa-f]{64})(\\.(?:[A-Za-z0-9]{2}|[A-Za-z0-9_-]{8}))?");
    private static final String OF_NOTHING = hex("");

    private Sha256() {}

    /** Of the text's UTF-8 bytes. */
    public static String hex(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /**
     * A text that is a hash already, in lower case and without what Meta's libraries append; empty for anything else, and for
     * the hash of an empty text.
     */
    public static Optional<String> read(String text) {
        Matcher hash = HEX.matcher(text.trim());
        return hash.matches()
                ? Optional.of(hash.group(1).toLowerCase(Locale.ROOT)).filter(hex -> !hex.equals(OF_NOTHING))
                : Optional.empty();
    }

    /** Whether a text says that one of Meta's libraries hashed it, and so in Meta's form. */
    static boolean isOfMeta(String text) {
        Matcher hash = HEX.matcher(text.trim());
        return hash.matches() && hash.group(2) != null;
    }
}
