package io.warmtag.destination;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes a destination's secrets, and what a person is found by, out of what is shown and kept: that it was said can be seen, not
 * what. Pure.
 */
final class Masking {
    static final String MASK = "•••••";
    /** Contact data leaves as such hashes, and nothing else that is kept of a request is one. */
    private static final Pattern SHA256 = Pattern.compile("(?<![0-9A-Fa-f])[0-9A-Fa-f]{64}(?![0-9A-Fa-f])");

    private static final int LEAST_SECRET = 4;
    /** What follows the scheme of an Authorization header is a secret of its own. */
    private static final int LEAST_CREDENTIALS = 8;

    private static final int MOST_REQUEST = 256 * 1024;
    private static final int MOST_ANSWER = 16 * 1024;

    private final List<Pattern> texts;
    private final List<Pattern> fields;

    /** @param unkept of {@link Destination#unkept()} */
    Masking(Map<String, String> secrets, Set<String> unkept) {
        this(
                secrets.values().stream()
                        .filter(secret -> secret.length() >= LEAST_SECRET)
                        .flatMap(secret -> Stream.concat(Stream.of(secret), credentials(secret)))
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(Spellings::of)
                        .toList(),
                unkept.isEmpty() ? List.of() : fields(String.join("|", unkept)));
    }

    private Masking(List<Pattern> texts, List<Pattern> fields) {
        this.texts = texts;
        this.fields = fields;
    }

    private static Stream<String> credentials(String secret) {
        String last = secret.substring(secret.lastIndexOf(' ') + 1);
        return last.length() >= LEAST_CREDENTIALS && last.length() < secret.length() ? Stream.of(last) : Stream.empty();
    }

    /**
     * In JSON, and where that is a text within JSON. Bounded, as each repetition takes a place on the stack; what is stored of a
     * browser is shorter.
     */
    private static List<Pattern> fields(String names) {
        return List.of(
                Pattern.compile("(\"(?:" + names + ")\"\\s*:\\s*\")(?:[^\"\\\\]++|\\\\.){0,1000}+(\")"),
                Pattern.compile(
                        "(\\\\\"(?:" + names + ")\\\\\"\\s*:\\s*\\\\\")(?:[^\"\\\\]++|\\\\{2,}+\"?){0,1000}+(\\\\\")"));
    }

    /** Hides these as well: what persons are called, longer ones first. */
    Masking with(Collection<String> others) {
        List<Pattern> more = others.stream()
                .filter(text -> !text.isEmpty())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Masking::ofAPerson)
                .toList();
        return more.isEmpty()
                ? this
                : new Masking(Stream.concat(texts.stream(), more.stream()).toList(), fields);
    }

    /** A name of two letters stands in many words. */
    private static Pattern ofAPerson(String text) {
        Pattern anywhere = Spellings.of(text);
        return text.length() >= LEAST_SECRET
                ? anywhere
                : Pattern.compile(
                        "(?<![\\p{L}\\p{M}\\p{N}])(?:" + anywhere.pattern() + ")(?![\\p{L}\\p{M}\\p{N}])",
                        anywhere.flags());
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
        for (Pattern each : texts) {
            out = each.matcher(out).replaceAll(MASK);
        }
        for (Pattern field : fields) {
            out = field.matcher(out).replaceAll("$1" + MASK + "$2");
        }
        // Made of a secret, and as good as one beside it. PostgreSQL has no NUL in texts.
        out = out.replaceAll("appsecret_proof=[0-9a-f]+", "appsecret_proof=" + MASK);
        return SHA256.matcher(out).replaceAll(MASK).replace("\u0000", "�");
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "\n… (" + text.length() + ")";
    }
}
