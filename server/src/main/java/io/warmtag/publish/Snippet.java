package io.warmtag.publish;

import io.warmtag.container.Environment;
import io.warmtag.site.Site;
import java.util.Optional;

/** What a shop puts into its pages: a small inline script that loads the container. */
public final class Snippet {
    private final Manifest manifest;

    public Snippet(Manifest manifest) {
        this.manifest = manifest;
    }

    /**
     * The HTML for a page's head.
     *
     * @param baseUrl where Warmtag answers, without a slash at its end
     * @param nonce of the page's content security policy
     */
    public String html(Site site, String baseUrl, Optional<String> nonce) {
        String attribute =
                nonce.map(value -> " nonce=\"" + escaped(value) + "\"").orElse("");
        return "<script" + attribute + ">" + script(site, baseUrl) + "</script>";
    }

    /** What stands in the script element. */
    public String script(Site site, String baseUrl) {
        return manifest.snippet()
                .replace("__URL__", ScriptText.escaped(scriptUrl(site, baseUrl)))
                .replace("__SITE__", ScriptText.escaped(site.publicId()))
                .replace("__LAYER__", ScriptText.escaped(ContainerConfig.DATA_LAYER));
    }

    /** For a page's body: counts visits without JavaScript. Empty where visitors have to be asked first, which it can't. */
    public Optional<String> noscript(Site site, String baseUrl) {
        return site.consent() == Site.Consent.ASK
                ? Optional.empty()
                : Optional.of(manifest.noscript()
                        .replace("__BASE__", escaped(baseUrl))
                        .replace("__SITE__", site.publicId()));
    }

    /** The address of the site's live container. */
    public static String scriptUrl(Site site, String baseUrl) {
        return baseUrl + "/t/" + site.publicId() + ".js";
    }

    /** The address of an environment's container. */
    public static String scriptUrl(Site site, String baseUrl, Environment environment) {
        return environment.isLive()
                ? scriptUrl(site, baseUrl)
                : baseUrl + "/t/" + site.publicId() + "." + environment.token() + ".js";
    }

    /** The address of exactly these bytes. */
    public static String scriptUrl(Site site, String baseUrl, Script script) {
        return baseUrl + "/t/" + site.publicId() + "/" + script.hash() + ".js";
    }

    /** The link that marks a browser as the shop's own. */
    public static String staffUrl(Site site, String baseUrl) {
        return baseUrl + "/staff/" + site.publicId() + "/" + site.staffToken();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
