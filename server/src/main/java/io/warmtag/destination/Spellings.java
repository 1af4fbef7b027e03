package io.warmtag.destination;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds a text in another, however it is spelled there: as it is, or escaped for JSON (also within a text of JSON), for an
 * address or for a web page, or as a whole in base64. Pure.
 */
final class Spellings {
    /** Below that, base64 of it may be anything. */
    private static final int LEAST_FOR_BASE64 = 6;

    private static final Map<Integer, String> OF_A_WEB_PAGE = Map.of(
            (int) '"',
            "quot|#34|#x22",
            (int) '&',
            "amp|#38|#x26",
            (int) '<',
            "lt|#60|#x3c",
            (int) '>',
            "gt|#62|#x3e",
            (int) '\'',
            "apos|#0?39|#x27");

    private Spellings() {}

    static Pattern of(String text) {
        var pattern = new StringBuilder();
        text.codePoints().forEach(c -> pattern.append(isPlain(c) ? Character.toString(c) : spelled(c)));
        if (text.length() >= LEAST_FOR_BASE64) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            String forAddresses = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            pattern.append("|(?:")
                    .append(Pattern.quote(base64))
                    .append('|')
                    .append(Pattern.quote(forAddresses))
                    .append(")(?:=|%3D){0,2}");
        }
        return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static boolean isPlain(int c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }

    private static String spelled(int c) {
        List<String> ways = new ArrayList<>();
        // Text of JSON within a text of JSON has its backslashes doubled.
        ways.add(c == '\\' ? "\\\\+" : "\\\\*" + Pattern.quote(Character.toString(c)));
        var unicode = new StringBuilder();
        for (char unit : Character.toChars(c)) {
            unicode.append("\\\\+u").append(HexFormat.of().toHexDigits(unit));
        }
        ways.add(unicode.toString());
        var percent = new StringBuilder();
        for (byte each : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
            percent.append("%(?:25)*").append(HexFormat.of().toHexDigits(each));
        }
        ways.add(percent.toString());
        if (c == ' ') {
            ways.add("\\+");
            ways.add("%(?:25)*2B");
        }
        if (OF_A_WEB_PAGE.containsKey(c)) {
            ways.add("&(?:amp;)*(?:" + OF_A_WEB_PAGE.get(c) + ");");
        }
        return "(?:" + String.join("|", ways) + ")";
    }
}
