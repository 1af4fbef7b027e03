package io.warmtag.collect;

import java.util.List;
import java.util.Locale;

/**
 * A user agent reduced to what may be kept: the browser's and the system's name and the class of device. Bots are those
 * that say so; automation that behaves as a browser is a remark, not a verdict.
 */
record UserAgent(String browser, String system, String device, boolean bot) {
    static final UserAgent UNKNOWN = new UserAgent("other", "other", "other", false);

    private static final List<String> BOTS = List.of(
            "crawl",
            "spider",
            "slurp",
            "facebookexternalhit",
            "whatsapp/",
            "preview",
            "lighthouse",
            "pingdom",
            "uptime",
            "monitor",
            "scrap",
            "archiver",
            "mediapartners-google",
            "google-read-aloud",
            "apis-google",
            "feedfetcher",
            "embedly",
            "w3c_validator",
            "ia_archiver",
            "headless-crawler");

    // In this order: each later name also stands in the user agents of the earlier ones.
    private static final List<String[]> BROWSERS = List.of(
            new String[] {"fban/", "facebook"},
            new String[] {"fbav/", "facebook"},
            new String[] {"instagram", "instagram"},
            new String[] {"messenger", "messenger"},
            new String[] {"edg", "edge"},
            new String[] {"opr/", "opera"},
            new String[] {"opera", "opera"},
            new String[] {"samsungbrowser", "samsung"},
            new String[] {"ucbrowser", "uc"},
            new String[] {"miuibrowser", "miui"},
            new String[] {"vivaldi", "vivaldi"},
            new String[] {"firefox", "firefox"},
            new String[] {"fxios", "firefox"},
            new String[] {"crios", "chrome"},
            new String[] {"chrome", "chrome"},
            new String[] {"safari", "safari"});

    private static final List<String[]> SYSTEMS = List.of(
            new String[] {"kaios", "kaios"},
            new String[] {"android", "android"},
            new String[] {"iphone", "ios"},
            new String[] {"ipad", "ios"},
            new String[] {"windows", "windows"},
            new String[] {"mac os", "macos"},
            new String[] {"cros", "chromeos"},
            new String[] {"linux", "linux"});

    static UserAgent parse(String header) {
        String agent = header.toLowerCase(Locale.ROOT);
        String system = first(SYSTEMS, agent);
        return new UserAgent(
                first(BROWSERS, agent),
                system,
                device(agent, system),
                saysBot(agent) || BOTS.stream().anyMatch(agent::contains));
    }

    /** Anywhere, as in TelegramBot; but phones are called CUBOT. */
    private static boolean saysBot(String agent) {
        for (int at = agent.indexOf("bot"); at >= 0; at = agent.indexOf("bot", at + 1)) {
            boolean isPhone = agent.startsWith("cu", at - 2)
                    && (at == 2 || !Character.isLetterOrDigit(agent.charAt(at - 3)))
                    && (at + 3 == agent.length() || !Character.isLetterOrDigit(agent.charAt(at + 3)));
            if (!isPhone) {
                return true;
            }
        }
        return false;
    }

    private static String first(List<String[]> names, String agent) {
        for (String[] name : names) {
            if (agent.contains(name[0])) {
                return name[1];
            }
        }
        return "other";
    }

    private static String device(String agent, String system) {
        boolean tablet = agent.contains("ipad")
                || agent.contains("tablet")
                || system.equals("android") && !agent.contains("mobile");
        if (tablet) {
            return "tablet";
        }
        boolean mobile = agent.contains("mobi") || system.equals("ios") || system.equals("kaios");
        return mobile ? "mobile" : system.equals("other") ? "other" : "desktop";
    }
}
