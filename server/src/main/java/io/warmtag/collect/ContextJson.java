package io.warmtag.collect;

import io.warmtag.collect.Batch.PageContext;
import io.warmtag.event.Answer;
import io.warmtag.web.ClientAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is stored beside an event: page, campaign, browser, and the source address with its end cut off. */
final class ContextJson {
    /** Of what a shop enters: it happened on no page. */
    static final String ENTERED = "{\"" + Answer.KEYED + "\":true}";

    private static final Set<String> CLICK_IDS = Set.of("gclid", "fbclid", "ttclid");
    private static final Pattern UTM = Pattern.compile("utm_[a-z_]{1,30}");
    private static final int MOST_PARAMETER = 300;
    // An address in a link is a person's; it has no business in a list of pages.
    private static final Pattern EMAIL =
            Pattern.compile("[^/?&=#\\s]{1,64}(@|%40)[^/?&=#\\s]{1,255}\\.[^/?&=#\\s.]{2,24}");

    private final StringBuilder json = new StringBuilder(400);

    private ContextJson() {}

    /**
     * @param country two letters, or null when nobody who is believed has said it
     * @param keyed whether the caller has a key
     * @param cookies of pixels, by their names here
     */
    static String of(
            PageContext page,
            UserAgent agent,
            byte[] address,
            @Nullable String country,
            boolean refusesAds,
            boolean keyed,
            Map<String, String> cookies) {
        var out = new ContextJson();
        if (keyed) {
            out.name(Answer.KEYED);
            out.json.append(true);
        }
        out.text("url", withoutEmail(page.url()));
        out.text("referrer", withoutEmail(page.referrer()));
        out.text("title", page.title());
        out.text("language", page.language());
        out.text("screen", page.screen());
        out.text("browser", agent.browser());
        out.text("system", agent.system());
        out.text("device", agent.device());
        out.text("ip", ClientAddress.truncated(address));
        out.text("country", country);
        out.consent(consent(page, refusesAds));
        cookies.forEach(out::text);
        out.campaign(page.url());
        return out.json.append('}').toString();
    }

    /** Of nothing but what somebody says of each purpose. */
    static String ofConsent(Map<String, String> consent) {
        var out = new ContextJson();
        out.consent(consent);
        return out.json.append('}').toString();
    }

    private void text(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            name(name);
            JsonText.quote(json, value);
        }
    }

    private void name(String name) {
        json.append(json.isEmpty() ? '{' : ',').append('"').append(name).append("\":");
    }

    /** Global Privacy Control refuses everything about ads, whatever else was said. */
    static Map<String, String> consent(PageContext page, boolean refusesAds) {
        if (!refusesAds) {
            return page.consent();
        }
        Map<String, String> consent = new TreeMap<>(page.consent());
        consent.put("ad_storage", "denied");
        consent.put("ad_user_data", "denied");
        consent.put("ad_personalization", "denied");
        return consent;
    }

    private void consent(Map<String, String> consent) {
        if (consent.isEmpty()) {
            return;
        }
        name("consent");
        char separator = '{';
        for (var purpose : consent.entrySet()) {
            json.append(separator)
                    .append('"')
                    .append(purpose.getKey())
                    .append("\":\"")
                    .append(purpose.getValue())
                    .append('"');
            separator = ',';
        }
        json.append('}');
    }

    private void campaign(@Nullable String url) {
        int query = url == null ? -1 : url.indexOf('?');
        if (url == null || query < 0) {
            return;
        }
        int fragment = url.indexOf('#', query);
        char separator = '{';
        for (String parameter :
                url.substring(query + 1, fragment < 0 ? url.length() : fragment).split("&", 50)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? "" : parameter.substring(0, equals).toLowerCase(Locale.ROOT);
            if (equals + 1 < parameter.length()
                    && (CLICK_IDS.contains(name) || UTM.matcher(name).matches())) {
                if (separator == '{') {
                    name("campaign");
                }
                json.append(separator).append('"').append(name).append("\":");
                JsonText.quote(json, decoded(parameter.substring(equals + 1)));
                separator = ',';
            }
        }
        if (separator == ',') {
            json.append('}');
        }
    }

    private static String decoded(String value) {
        String cut = value.length() > MOST_PARAMETER ? value.substring(0, MOST_PARAMETER) : value;
        try {
            return URLDecoder.decode(cut, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return cut;
        }
    }

    private static @Nullable String withoutEmail(@Nullable String url) {
        boolean suspect = url != null && (url.indexOf('@') >= 0 || url.contains("%40"));
        return suspect ? EMAIL.matcher(url).replaceAll("(email)") : url;
    }
}
