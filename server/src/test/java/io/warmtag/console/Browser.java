package io.warmtag.console;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without JavaScript: keeps cookies, follows nothing by itself, fills in forms. */
final class Browser {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final String base;
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .build();
    private String csrf = "";

    Browser(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /** Opens a page and remembers the token of its forms. */
    HttpResponse<String> open(String path) {
        HttpResponse<String> page =
                send(HttpRequest.newBuilder(URI.create(base + path)).GET());
        Matcher token = CSRF.matcher(page.body());
        if (token.find()) {
            csrf = token.group(1);
        }
        return page;
    }

    /** Sends a form with the token of the page that was open last; {@code fields} are name and value in turn. */
    HttpResponse<String> submit(String path, String... fields) {
        return submitWith(csrf, "same-origin", path, fields);
    }

    HttpResponse<String> submitWith(String token, String fetchSite, String path, String... fields) {
        var body = new StringBuilder("csrf=").append(encode(token));
        for (int i = 0; i < fields.length; i += 2) {
            body.append('&').append(encode(fields[i])).append('=').append(encode(fields[i + 1]));
        }
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", fetchSite)
                .POST(BodyPublishers.ofString(body.toString())));
    }

    String csrf() {
        return csrf;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The lines of a stream as they come. */
    BlockingQueue<String> watch(String path) {
        var lines = new LinkedBlockingQueue<String>();
        var thread = new Thread(() -> {
            try {
                client.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofLines())
                        .body()
                        .filter(line -> !line.isEmpty())
                        .forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                // The server went: so does the watcher.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return lines;
    }

    static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}
