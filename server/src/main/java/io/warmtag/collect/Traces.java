package io.warmtag.collect;

import io.warmtag.destination.Devices;
import io.warmtag.destination.Item.Device;
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
    void note(Visiting visiting, Granted granted, @Nullable UUID visitor, long received) {
        int site = granted.site().id();
        String agent = visiting.userAgent();
        if (visitor != null
                && agent != null
                && visiting.agentIsOwn()
                && devices.wanted(site).device()
                && granted.grants(DEVICE_PURPOSE)) {
            var device = new Device(visiting.ip(), agent);
            if (granted.keyed()) {
                devices.noteVouched(site, visitor, device, received);
            } else {
                devices.note(site, visitor, device, received);
            }
        }
    }
}
