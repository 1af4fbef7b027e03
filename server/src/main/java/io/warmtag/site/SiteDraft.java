package io.warmtag.site;

import io.warmtag.config.Network;
import io.warmtag.text.Currencies;
import java.net.IDN;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A site's settings as somebody typed them; {@link #mistakes} says what is wrong with them, field by field.
 *
 * @param privacyUrl empty: the banner has no link
 */
public record SiteDraft(
        String name,
        List<String> domains,
        String consent,
        boolean banner,
        String privacyUrl,
        String language,
        String timeZone,
        String currency,
        int retentionDays,
        List<String> staffNetworks) {
    /** An event that a page sends again, up to a week later, is known by the one that is stored. */
    private static final int LEAST_RETENTION_DAYS = 8;

    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final int MOST_URL = 500;
    /** A whole address, or a path from the root, as the link stands on every page. Browsers read a backslash as /, // as a host. */
    private static final Pattern LINK =
            Pattern.compile("(https?://[^\\s\\p{Cntrl}\\\\\"<>/?#]+|/(?!/))[^\\s\\p{Cntrl}\\\\\"<>]*");

    /** What is wrong with a field: {@code code} names the message in the message files. */
    public record Mistake(String field, String code) {}

    /** The defaults for a new site. */
    public static SiteDraft of(String name, List<String> domains) {
        return new SiteDraft(name, domains, "ask", true, "", "bn", "Asia/Dhaka", "BDT", 400, List.of());
    }

    /** As typed, but trimmed, with domains reduced to host names: people paste whole addresses. */
    public SiteDraft tidied() {
        List<String> hosts = domains.stream()
                .map(domain -> domain.trim().toLowerCase(Locale.ROOT))
                .map(domain -> domain.replaceFirst("^[a-z]+://", "").replaceFirst("[/?#].*$", ""))
                .map(domain -> domain.replaceFirst(":\\d+$", "").replaceFirst("\\.$", ""))
                .map(SiteDraft::asSent)
                .filter(domain -> !domain.isEmpty())
                .distinct()
                .toList();
        return new SiteDraft(
                name.trim(),
                hosts,
                consent,
                banner,
                privacyUrl.trim(),
                language,
                timeZone.trim(),
                currency.trim(),
                retentionDays,
                staffNetworks);
    }

    /** Browsers write দোকান.বাংলা as xn--…; what is no name stays as it was typed, and is refused. */
    private static String asSent(String domain) {
        try {
            return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return domain;
        }
    }

    public List<Mistake> mistakes() {
        var mistakes = new ArrayList<Mistake>();
        if (name.isBlank() || name.length() > 100) {
            mistakes.add(new Mistake("name", "site.name.length"));
        }
        if (domains.isEmpty() || domains.size() > 100) {
            mistakes.add(new Mistake("domains", "site.domains.count"));
        }
        if (!domains.stream().allMatch(domain -> DOMAIN.matcher(domain).matches())) {
            mistakes.add(new Mistake("domains", "site.domains.form"));
        }
        if (!consent.equals("ask") && !consent.equals("none")) {
            mistakes.add(new Mistake("consent", "site.consent.choice"));
        }
        if (!privacyUrl.isEmpty()
                && (privacyUrl.length() > MOST_URL || !LINK.matcher(privacyUrl).matches())) {
            mistakes.add(new Mistake("privacy_url", "site.privacy_url.form"));
        }
        if (!language.equals("bn") && !language.equals("en")) {
            mistakes.add(new Mistake("language", "site.language.choice"));
        }
        if (!isZone(timeZone)) {
            mistakes.add(new Mistake("time_zone", "site.time_zone.unknown"));
        }
        if (!Currencies.has(currency)) {
            mistakes.add(new Mistake("currency", "site.currency.unknown"));
        }
        if (retentionDays < LEAST_RETENTION_DAYS || retentionDays > 3650) {
            mistakes.add(new Mistake("retention_days", "site.retention_days.range"));
        }
        if (!staffNetworks.stream().allMatch(text -> Network.parse(text).isPresent())) {
            mistakes.add(new Mistake("staff_networks", "site.staff_networks.form"));
        }
        return mistakes;
    }

    private static boolean isZone(String name) {
        try {
            return ZoneId.of(name) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
