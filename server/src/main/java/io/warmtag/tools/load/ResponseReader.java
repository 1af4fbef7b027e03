package io.warmtag.tools.load;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one response after another from a connection, no more of each than its status and where it ends. */
final class ResponseReader {
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)");
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private @Nullable Buffer begun;

    /** The status once the response is complete, 0 while more is to come. */
    int read(Buffer chunk) {
        Buffer all = begun == null ? chunk : begun.appendBuffer(chunk);
        if (isWhole(all)) {
            begun = null;
            return status(all);
        }
        begun = all;
        return 0;
    }

    private static boolean isWhole(Buffer all) {
        int length = all.length();
        // Nearly every answer is a 204 in one piece: it ends where its head ends.
        boolean headAtEnd = length > 15 && all.getByte(length - 1) == '\n' && all.getByte(length - 3) == '\n';
        if (headAtEnd && status(all) == 204) {
            return true;
        }
        String text = all.toString(StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        Matcher content = LENGTH.matcher(text.substring(0, head).toLowerCase(Locale.ROOT));
        return length >= head + 4 + (content.find() ? Integer.parseInt(content.group(1)) : 0);
    }

    private static int status(Buffer all) {
        return 100 * digit(all, 0) + 10 * digit(all, 1) + digit(all, 2);
    }

    private static int digit(Buffer all, int place) {
        return all.getByte(STATUS_AT + place) - '0';
    }
}
