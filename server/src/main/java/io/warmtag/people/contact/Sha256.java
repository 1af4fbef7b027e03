package io.warmtag.people.contact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** SHA-256 as lower-case hexadecimal digits: what advertising networks compare. */
public final class Sha256 {
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");
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

    /** A text that is a hash already, in lower case; empty for anything else, and for the hash of an empty text. */
    public static Optional<String> read(String text) {
        String hash = text.trim().toLowerCase(Locale.ROOT);
        return HEX.matcher(hash).matches() && !hash.equals(OF_NOTHING) ? Optional.of(hash) : Optional.empty();
    }
}
