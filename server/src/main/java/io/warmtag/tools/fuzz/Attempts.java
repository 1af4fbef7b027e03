package io.warmtag.tools.fuzz;

import static io.warmtag.tools.fuzz.BrokenJson.join;
import static io.warmtag.tools.fuzz.BrokenJson.slice;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Broken requests; each follows from the seed and its number alone, but for the ids and times in it. */
final class Attempts {
    private static final List<String> METHODS = List.of(
            "GET",
            "GET",
            "GET",
            "POST",
            "POST",
            "PUT",
            "PATCH",
            "DELETE",
            "HEAD",
            "OPTIONS",
            "TRACE",
            "FOO",
            "get",
            "A".repeat(300));
    private static final List<String> ODD_HEADERS = List.of(
            "Cookie: _wt=short",
            "Cookie: _wt=AAAAAAAAAAAAAAAAAAAAAA",
            "Cookie: _wt=AAAAAAAAAAAAAAAAAAAAAA; _wt=BBBBBBBBBBBBBBBBBBBBBB",
            "Cookie: =;;;==\"; _wt=\"%00\"",
            "Cookie: " + "a=b; ".repeat(1_500),
            "Origin: null",
            "Origin: http://",
            "Origin: https://evil.example",
            "Origin: http://127.0.0.1.evil.example",
            "Origin: http://[::1",
            "Referer: ::::",
            "X-Forwarded-For: 1.2.3.4, ::1, unknown, \"_x\"",
            "X-Forwarded-Proto: gopher",
            "X-Forwarded-Host: a b",
            "Forwarded: for=\"[::1\";proto=;;",
            "Authorization: Bearer",
            "Authorization: Bearer " + "x".repeat(5_000),
            "Authorization: Basic !!!!",
            "Authorization: \u00e9\u00ff",
            "Accept-Encoding: br;q=2, gzip;q=, *;;",
            "Accept-Language: " + "bn-BD,".repeat(500),
            "Accept: */*;q=nan",
            "If-None-Match: \"",
            "If-None-Match: W/\"\", *, \"a",
            "If-Modified-Since: yesterday",
            "Range: bytes=-1-5,9-",
            "Upgrade: websocket",
            "Upgrade: h2c",
            "Connection: Upgrade, HTTP2-Settings",
            "Sec-GPC: yes",
            "Last-Event-ID: -1",
            "Transfer-Encoding: gzip",
            "Content-Encoding: gzip",
            "Host: ",
            "Host: a:b:c",
            "No-Colon-Here",
            ": empty",
            " folded: x",
            "X-Control: a\u0001b",
            "X-Many: " + "y".repeat(10_000));
    private static final List<String> CONTENT_TYPES = List.of(
            "application/json",
            "application/json",
            "text/plain;charset=UTF-8",
            "text/plain;charset=utf-16",
            "text/plain; charset=\"",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=" + "b".repeat(200),
            "application/xml",
            "/",
            ";;;",
            "application/json; charset=klingon");

    private final long seed;
    private final String site;
    private final String key;

    Attempts(long seed, String site, String key) {
        this.seed = seed;
        this.site = site;
        this.key = key;
    }

    Attempt get(int number) {
        var random = new SplittableRandom(seed * 1_000_003L + number);
        String path = new OddPath(site, random).path();
        boolean collects = path.equals("/e");
        String method = collects && random.nextInt(8) > 0 ? "POST" : any(METHODS, random);
        var head = new ArrayList<String>(List.of(method + " " + path + " HTTP/1.1", "Host: 127.0.0.1"));
        oddHeaders(head, random);
        if (path.contains("/s?") && random.nextInt(2) == 0) {
            // Else nobody would listen, and nothing would be held open.
            head.add("Cookie: _wt=AAAAAAAAAAAAAAAAAAAAA" + "AQgw".charAt(random.nextInt(4)));
        }
        if (random.nextInt(3) == 0) {
            head.add("Authorization: Bearer " + key);
        }
        byte[] body = collects || random.nextInt(4) == 0 ? new BrokenJson(site, random).body() : new byte[0];
        if (body.length > 0 && random.nextInt(20) > 0) {
            head.add("Content-Type: "
                    + (random.nextInt(3) > 0 ? "text/plain;charset=UTF-8" : any(CONTENT_TYPES, random)));
        }
        return random.nextInt(25) == 0 ? broken(head, body, random) : framed(head, body, random);
    }

    private static void oddHeaders(List<String> head, RandomGenerator random) {
        if (random.nextInt(3) > 0) {
            return;
        }
        for (int i = 0; i <= random.nextInt(4); i++) {
            head.add(any(ODD_HEADERS, random));
        }
        if (random.nextInt(50) == 0) {
            for (int i = 0; i < 1_000; i++) {
                head.add("X-" + i + ": " + i);
            }
        }
    }

    /** A request whose end can be found. */
    private static Attempt framed(List<String> head, byte[] body, RandomGenerator random) {
        if (random.nextInt(6) > 0) {
            head.add("Content-Length: " + body.length);
            return new Attempt(join(text(head), body), true);
        }
        head.add("Transfer-Encoding: chunked");
        int cut = body.length == 0 ? 0 : random.nextInt(body.length);
        return new Attempt(
                join(text(head), chunk(slice(body, 0, cut)), chunk(slice(body, cut, body.length)), ascii("0\r\n\r\n")),
                true);
    }

    /** A request that breaks HTTP itself. */
    private static Attempt broken(List<String> head, byte[] body, RandomGenerator random) {
        int length = body.length;
        switch (random.nextInt(9)) {
            case 0 -> head.add("Content-Length: " + (length + 1 + random.nextInt(100)));
            case 1 -> head.add("Content-Length: -5");
            case 2 -> head.add("Content-Length: 99999999999999999999");
            case 3 -> head.addAll(List.of("Content-Length: 3", "Content-Length: " + length));
            case 4 -> head.addAll(List.of("Transfer-Encoding: chunked", "Content-Length: " + length));
            case 5 -> head.set(0, "GET /e HTTP/1.1 extra words");
            case 6 -> head.set(0, "\u0000\u0001\u0002");
            case 7 -> {
                head.add("Transfer-Encoding: chunked");
                return new Attempt(join(text(head), ascii("zz\r\n"), body), false);
            }
            default -> {
                byte[] all = join(text(head), body);
                return new Attempt(slice(all, 0, random.nextInt(all.length)), false);
            }
        }
        return new Attempt(join(text(head), body), false);
    }

    private static byte[] chunk(byte[] content) {
        return content.length == 0
                ? content
                : join(ascii(Integer.toHexString(content.length) + "\r\n"), content, ascii("\r\n"));
    }

    private static byte[] text(List<String> head) {
        return (String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static <T> T any(List<T> choices, RandomGenerator random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
