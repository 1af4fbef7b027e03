package io.warmtag.destination.meta;

import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Config;
import io.warmtag.destination.Outcome.Stop;
import io.warmtag.destination.Reason;
import io.warmtag.destination.Reply;
import io.warmtag.destination.Request;
import io.warmtag.destination.Setting;
import io.warmtag.destination.TokenHolder.Token;
import io.warmtag.secret.SecretKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Addresses of the Graph API, with the token and what proves that we know the app's secret. Pure.
 *
 * @param base without a slash at its end
 */
record Graph(String base) {
    static final String VERSION = "v26.0";

    static final Setting TOKEN = Setting.secret("token", true, "[A-Za-z0-9|_.-]{20,1000}");
    static final Setting APP_SECRET = Setting.secret("app_secret", false, "[A-Za-z0-9]{16,64}");
    static final Setting REGION = Setting.text("region", false, "BD", "[A-Z]{2}");
    static final Setting API_VERSION = Setting.text("version", false, VERSION, "v\\d{1,3}\\.\\d");

    /** @param path below the version, like {@code 123/events} */
    String address(Config config, String path) {
        String token = config.secret("token");
        String proof = config.secret("app_secret").isEmpty()
                ? ""
                : "&appsecret_proof="
                        + HexFormat.of()
                                .formatHex(SecretKey.hmac(
                                        config.secret("app_secret").getBytes(StandardCharsets.UTF_8), token));
        String version = config.text("version").isEmpty() ? VERSION : config.text("version");
        return base + "/" + version + "/" + path + (path.contains("?") ? "&" : "?") + "access_token="
                + URLEncoder.encode(token, StandardCharsets.UTF_8) + proof;
    }

    /** Asks of the token itself how long it holds. */
    Request tokenQuestion(Config config) {
        String token = URLEncoder.encode(config.secret("token"), StandardCharsets.UTF_8);
        return new Request(Request.GET, address(config, "debug_token?input_token=" + token), Map.of(), "", List.of(0));
    }

    /** What the answer says: {@code expires_at} is in seconds, 0 for never. */
    static Optional<Token> token(Reply reply, Instant now) {
        JsonObject body = MetaErrors.json(reply.body());
        if (body == null || !(body.getValue("data") instanceof JsonObject data)) {
            // A token that can't even be asked about says so with an error.
            return MetaErrors.ofList(reply) instanceof Stop stop
                            && stop.why().code().equals("token")
                    ? Optional.of(new Token(Optional.of(stop.why()), Optional.empty()))
                    : Optional.empty();
        }
        Optional<Instant> expires = Stream.of("expires_at", "data_access_expires_at")
                .map(data::getValue)
                .filter(value -> value instanceof Number at && at.longValue() > 0)
                .map(value -> Instant.ofEpochSecond(((Number) value).longValue()))
                .min(Comparator.naturalOrder());
        boolean valid = Boolean.TRUE.equals(data.getValue("is_valid"));
        String said = data.getValue("error") instanceof JsonObject error ? MetaErrors.text(error, "message") : "";
        return Optional.of(new Token(valid ? Optional.empty() : Optional.of(new Reason("token", said)), expires));
    }

    static String region(Config config) {
        return config.text("region").isEmpty() ? "BD" : config.text("region");
    }
}
