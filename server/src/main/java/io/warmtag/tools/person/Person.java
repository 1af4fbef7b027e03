package io.warmtag.tools.person;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Command;
import io.warmtag.tools.Command.Obstacle;
import io.warmtag.tools.Command.Work;
import io.warmtag.tools.Options;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Exports or erases one person of a running server, through its API. */
public final class Person {
    private static final String USAGE = """
            Usage: scripts/person export|erase --site ID (--visitor ID | --email ADDRESS | --phone NUMBER | --user ID)

              export         writes everything that is stored of the person to the standard output, as JSON
              erase          erases the person for good, here and from lists outside, and says what that was

              --site ID      the site's id
              --visitor ID   any of the person's ids, 22 characters
              --email, --phone, --user
                             what the person is called; where several persons are, they are named, and nothing is done
              --url URL      of the server (http://127.0.0.1:8080)

            WARMTAG_API_KEY names a key with the scopes visitors:read and, to erase, people:erase; with contacts:read the
            export has e-mail addresses and phone numbers in clear.
            """;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String site;
    private final String key;

    /** What somebody is called. */
    private record Called(String field, String value) {}

    private Person(String url, String siteId, String key) {
        this.site = url + "/api/v1/sites/" + siteId;
        this.key = key;
    }

    public static void main(String[] arguments) {
        boolean named = arguments.length > 0 && !arguments[0].startsWith("--");
        String[] others = named ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments;
        Command.run(USAGE, others, options -> read(named ? arguments[0] : "", options));
    }

    private static Work read(String action, Options options) {
        String url = options.text("url").orElse("http://127.0.0.1:8080").replaceAll("/+$", "");
        Optional<String> site = options.text("site");
        Optional<String> visitor = options.text("visitor");
        List<Called> called = Stream.of("email", "phone", "user")
                .flatMap(name ->
                        options
                                .text(name)
                                .map(value -> new Called(name.equals("user") ? "user_id" : name, value))
                                .stream())
                .toList();
        return () -> {
            if (!List.of("export", "erase").contains(action)
                    || site.isEmpty()
                    || called.size() + visitor.stream().count() != 1) {
                throw new Obstacle("say export or erase, --site, and one of --visitor, --email, --phone and --user;"
                        + " --help says more.");
            }
            String key = Optional.ofNullable(System.getenv("WARMTAG_API_KEY"))
                    .orElseThrow(() -> new Obstacle("set WARMTAG_API_KEY to a key of the server."));
            var person = new Person(url, site.get(), key);
            String id = visitor.isPresent() ? visitor.get() : person.find(called.get(0));
            return action.equals("export") ? person.export(id) : person.erase(id);
        };
    }

    private String find(Called called) throws Exception {
        var asked = new JsonObject().put("field", called.field).put("value", called.value);
        HttpResponse<InputStream> answer = send(request("/people/search")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(asked.encode())));
        JsonArray found = new JsonObject(text(answer)).getJsonArray("items");
        if (found.isEmpty()) {
            throw new Obstacle("nobody is known by that " + called.field + ".");
        }
        if (found.size() > 1) {
            throw new Obstacle(found.size() + " persons are called so; name one with --visitor:\n  "
                    + String.join(
                            "\n  ",
                            found.stream()
                                    .map(each -> ((JsonObject) each).getString("visitor"))
                                    .toList()));
        }
        return found.getJsonObject(0).getString("visitor");
    }

    private int export(String visitor) throws Exception {
        try (InputStream body =
                send(request("/people/" + visitor + "/export").GET()).body()) {
            body.transferTo(System.out);
        }
        System.out.flush();
        return 0;
    }

    private int erase(String visitor) throws Exception {
        System.out.println(text(send(request("/people/" + visitor).DELETE())));
        return 0;
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(site + path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + key);
        } catch (IllegalArgumentException e) {
            throw new Obstacle("--url, --site and --visitor must make an address: " + e.getMessage());
        }
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) throws Exception {
        HttpResponse<InputStream> answer;
        try {
            answer = client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new Obstacle("no answer (" + e + "): is the server running there?");
        }
        if (answer.statusCode() != 200) {
            throw new Obstacle("the server answered " + answer.statusCode() + ": " + text(answer));
        }
        return answer;
    }

    private static String text(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
