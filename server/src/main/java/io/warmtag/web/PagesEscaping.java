package io.warmtag.web;

import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars.SafeString;
import org.jspecify.annotations.Nullable;

/** Handlebars' own rules for what may not stand in HTML as it is; large pages spent a quarter of their time in its way of it. */
final class PagesEscaping implements EscapingStrategy {
    @Override
    public CharSequence escape(@Nullable CharSequence text) {
        if (text == null || text instanceof SafeString) {
            return text == null ? "" : text.toString();
        }
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (instead(text.charAt(i)) != null) {
                return escaped(text, i);
            }
        }
        return text;
    }

    private static CharSequence escaped(CharSequence text, int from) {
        var html = new StringBuilder(text.length() + 32).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            String instead = instead(text.charAt(i));
            if (instead == null) {
                html.append(text.charAt(i));
            } else {
                html.append(instead);
            }
        }
        return html;
    }

    private static @Nullable String instead(char letter) {
        return switch (letter) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#x27;";
            case '`' -> "&#x60;";
            case '&' -> "&amp;";
            case '=' -> "&#x3D;";
            default -> null;
        };
    }
}
