package io.warmtag.collect;

import io.vertx.core.http.HttpHeaders;
import io.warmtag.destination.Devices;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What destinations outside need to find a visitor again, read off his request where he agrees to it. */
final class Traces {
    private static final String DEVICE_PURPOSE = "ad_user_data";
    private static final Pattern COOKIE = Pattern.compile("[A-Za-z0-9._$-]{1,600}");

    private final Devices devices;

    Traces(Devices devices) {
        this.devices = devices;
    }

    /** Values of the pixels' own cookies, by the names that an event's context has them under. */
    Map<String, String> cookies(Call call, Granted granted) {
        Map<String, String> wanted = devices.wanted(granted.site().id()).cookies();
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<String, String> found = new TreeMap<>();
        wanted.forEach((cookie, purpose) -> {
            String value = VisitorCookie.value(call.request(), cookie);
            if (value != null
                    && granted.grants(purpose)
                    && COOKIE.matcher(value).matches()) {
                found.put(cookie.substring(1), value);
            }
        });
        return found;
    }

    /** Keeps address and browser apart from the events, for a few days. */
    void note(Call call, Granted granted, @Nullable UUID visitor) {
        int site = granted.site().id();
        String agent = call.request().getHeader(HttpHeaders.USER_AGENT);
        if (visitor != null && agent != null && devices.wanted(site).device() && granted.grants(DEVICE_PURPOSE)) {
            devices.note(site, visitor, address(call.address()), agent, call.received());
        }
    }

    private static String address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
        }
    }
}
