package io.warmtag.tools.bench;

import io.warmtag.tools.Target;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who is logged in to the console, and times how long its pages take to come. Blocks. */
final class ConsoleBrowser {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Pattern NEXT = Pattern.compile("href=\"([^\"]*[?&]cursor=[^\"]+)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .build();
    private final Target target;

    private ConsoleBrowser(Target target) {
        this.target = target;
    }

    static ConsoleBrowser logIn(Target target, String email, String password) throws Exception {
        var browser = new ConsoleBrowser(target);
        browser.submit("/console/login", "/console/session", "email", email, "password", password);
        return browser;
    }

    /** @param language {@code en} or {@code bn} */
    void read(String language) throws Exception {
        submit("/console/account", "/console/account/language", "language", language);
    }

    /** Sends a form with the token of the page that it stands on; {@code fields} are name and value in turn. */
    private void submit(String page, String path, String... fields) throws Exception {
        Matcher token = CSRF.matcher(open(page));
        if (!token.find()) {
            throw new IOException(page + " has no form");
        }
        var body = new StringBuilder("csrf=").append(encoded(token.group(1)));
        for (int i = 0; i < fields.length; i += 2) {
            body.append('&').append(encoded(fields[i])).append('=').append(encoded(fields[i + 1]));
        }
        HttpResponse<String> answer = client.send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 303) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(target + path)).timeout(PATIENCE);
    }

    /** The page as HTML. */
    String open(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request(path).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    /** Until the page's last byte, in ms. */
    double msOf(String path) throws IOException, InterruptedException {
        HttpRequest request = request(path).build();
        long begin = System.nanoTime();
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
        double ms = (System.nanoTime() - begin) / 1e6;
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
        return ms;
    }

    /** The address of the page that follows so many pages after this one; empty when the list is shorter. */
    Optional<String> later(String path, int pages) throws IOException, InterruptedException {
        String at = path;
        for (int i = 0; i < pages; i++) {
            Matcher next = NEXT.matcher(open(at));
            if (!next.find()) {
                return Optional.empty();
            }
            String link = next.group(1).replace("&amp;", "&").replace("&#x3D;", "=");
            at = link.startsWith("?") ? path.replaceAll("\\?.*", "") + link : link;
        }
        return Optional.of(at);
    }
}
