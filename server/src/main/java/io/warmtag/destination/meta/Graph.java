package io.warmtag.destination.meta;

import io.warmtag.destination.Config;
import io.warmtag.destination.Setting;
import io.warmtag.secret.SecretKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

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

    static String region(Config config) {
        return config.text("region").isEmpty() ? "BD" : config.text("region");
    }
}
