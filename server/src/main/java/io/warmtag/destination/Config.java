package io.warmtag.destination;

import java.util.HashMap;
import java.util.Map;

/**
 * What a destination was told, with its secrets opened: for the moment of use only, never kept or logged.
 *
 * @param currency the site's, ISO 4217
 * @param consents whether visitors of the site are asked: what they didn't grant is then refused
 */
public record Config(Map<String, String> values, Map<String, String> secrets, String currency, boolean consents) {
    /** Empty when nothing was said. */
    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    public String secret(String name) {
        return secrets.getOrDefault(name, "");
    }

    public boolean isOn(String name) {
        return "true".equals(values.get(name));
    }

    /** With something that was learnt since it was set up, where nothing was said. */
    public Config with(String name, String value) {
        if (!text(name).isEmpty()) {
            return this;
        }
        var all = new HashMap<>(values);
        all.put(name, value);
        return new Config(Map.copyOf(all), secrets, currency, consents);
    }

    @Override
    public String toString() {
        return "Config" + values;
    }
}
