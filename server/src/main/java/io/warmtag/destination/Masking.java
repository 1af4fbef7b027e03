package io.warmtag.destination;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Takes a destination's secrets, and what a person is found by, out of what is shown and kept: that it was said can be seen, not
 * what. Pure.
 */
final class Masking {
    static final String MASK = "•••••";
    /** Contact data leaves as such hashes, and nothing else that is kept of a request is one. */
    private static final Pattern SHA256 = Pattern.compile("(?<![0-9A-Fa-f])[0-9A-Fa-f]{64}(?![0-9A-Fa-f])");

    private static final Pattern NOTHING = Pattern.compile("(?!)");
    private static final int MOST_REQUEST = 256 * 1024;
    private static final int MOST_ANSWER = 16 * 1024;

    private final Map<String, String> secrets;
    private final Pattern unkept;

    /** @param unkept of {@link Destination#unkept} */
    Masking(Map<String, String> secrets, Set<String> unkept) {
        this.secrets = secrets;
        this.unkept = unkept.isEmpty() ? NOTHING : texts(unkept);
    }

    /** Bounded, as each repetition takes a place on the stack; what is stored of a browser is shorter. */
    private static Pattern texts(Set<String> names) {
        return Pattern.compile("\"(" + String.join("|", names) + ")\":\"(?:[^\"\\\\]++|\\\\.){0,1000}+\"");
    }

    /** As it leaves, line by line. */
    String request(Request request) {
        var text = new StringBuilder(request.method())
                .append(' ')
                .append(request.url())
                .append('\n');
        new TreeMap<>(request.headers())
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append('\n'));
        return cut(masked(text.append('\n').append(request.body()).toString()), MOST_REQUEST);
    }

    String answer(Reply reply) {
        return cut(masked(reply.body()), MOST_ANSWER);
    }

    Reason reason(Reason reason) {
        return new Reason(reason.code(), masked(reason.detail()));
    }

    private String masked(String text) {
        String out = text;
        for (String secret : secrets.values()) {
            if (secret.length() >= 4) {
                out = out.replace(secret, MASK).replace(URLEncoder.encode(secret, StandardCharsets.UTF_8), MASK);
            }
        }
        out = unkept.matcher(out).replaceAll("\"$1\":\"" + MASK + "\"");
        // Made of a secret, and as good as one beside it. PostgreSQL has no NUL in texts.
        out = out.replaceAll("appsecret_proof=[0-9a-f]+", "appsecret_proof=" + MASK);
        return SHA256.matcher(out).replaceAll(MASK).replace("\u0000", "�");
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "\n… (" + text.length() + ")";
    }
}
