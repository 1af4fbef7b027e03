package io.warmtag.destination;

import io.warmtag.destination.Defaults.Pace;
import java.util.Map;

/**
 * What a destination was told, but for its secrets.
 *
 * @param values by the names of {@link Setting}
 * @param purpose the consent without which nothing leaves
 */
public record TargetSettings(Map<String, String> values, Mapping mapping, String purpose, Pace pace) {
    public static TargetSettings of(Destination kind) {
        Defaults usual = kind.defaults();
        var values = new java.util.TreeMap<String, String>();
        kind.settings().stream()
                .filter(setting -> !setting.isSecret())
                .forEach(setting -> values.put(setting.name(), setting.otherwise()));
        return new TargetSettings(
                Map.copyOf(values),
                new Mapping(usual.mapping(), java.util.List.of(), java.util.List.of(), java.util.List.of()),
                usual.purpose(),
                usual.pace());
    }
}
