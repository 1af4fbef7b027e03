package io.warmtag.destination;

import java.util.Map;

/** Whether settings let contact data leave in clear: saying so, and saying where to, takes the right to see it. Pure. */
public final class Disclosure {
    private Disclosure() {}

    public static boolean isOf(Destination kind, TargetSettings settings) {
        return kind.tellsInClear(settings.values());
    }

    /** Whether it would get somewhere with a change that it didn't get to before. */
    public static boolean isNew(Destination kind, TargetSettings before, TargetSettings after) {
        return isOf(kind, after)
                && (!isOf(kind, before)
                        || kind.settings().stream()
                                .filter(setting -> setting.kind() == Setting.Form.ADDRESS)
                                .anyMatch(setting ->
                                        !text(before.values(), setting).equals(text(after.values(), setting))));
    }

    private static String text(Map<String, String> values, Setting setting) {
        return values.getOrDefault(setting.name(), "");
    }
}
