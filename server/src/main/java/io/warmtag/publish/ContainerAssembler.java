package io.warmtag.publish;

import io.warmtag.catalog.ValueJson;
import io.warmtag.container.Environment;
import io.warmtag.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Puts a site's script together: the core applied to the parts it uses and its config. Settings go in as JSON data, never
 * as code; the only code of users is Custom JavaScript, as functions that were parsed and written anew.
 */
public final class ContainerAssembler {
    private static final String BANNER = "module.consent_banner";
    // V8 then compiles all functions ahead and off the main thread; see tag-js/build/assemble.mjs.
    private static final String PROLOGUE = "//# allFunctionsCalledOnLoad\n";

    private final Manifest manifest;

    public ContainerAssembler(Manifest manifest) {
        this.manifest = manifest;
    }

    /** @param country where the visitor is, when that is known */
    public String assemble(Site site, Optional<String> country, ContainerConfig.Release release) {
        return assemble(site, country, List.of(), release);
    }

    /** @param extra parts that the site needs besides those of its container, in the manifest's order */
    public String assemble(Site site, Optional<String> country, List<String> extra, ContainerConfig.Release release) {
        var parts = new ArrayList<String>();
        if (site.consent() == Site.Consent.ASK && site.banner()) {
            parts.add(BANNER);
        }
        parts.addAll(extra);
        parts.addAll(release.content().parts());
        return assemble(parts, ContainerConfig.of(site, country, release));
    }

    /** @param parts names of the manifest's parts, in the order in which they are to stand */
    String assemble(List<String> parts, ContainerConfig config) {
        var members = new StringJoiner(",");
        for (String name : parts) {
            members.add(ScriptText.quoted(name) + ":" + part(name));
        }
        List<String> code = config.release().content().code();
        if (!code.isEmpty()) {
            members.add("\"code\":[" + String.join(",", code) + "]");
        }
        return PROLOGUE + "(()=>{var p={" + members + "};(" + manifest.core() + ")(p," + json(config) + ")})()";
    }

    private String part(String name) {
        String text = manifest.parts().get(name);
        if (text == null) {
            throw new IllegalStateException("tag-js was built without the part " + name);
        }
        return text;
    }

    private static String json(ContainerConfig config) {
        ContainerConfig.Release release = config.release();
        var members = new StringJoiner(",", "{", "}");
        members.add("\"site\":" + ScriptText.quoted(config.site()));
        members.add("\"version\":" + release.version());
        members.add("\"consent\":" + (config.asksFirst() ? "\"ask\"" : "\"none\""));
        members.add("\"dataLayer\":" + ScriptText.quoted(config.dataLayer()));
        config.country().ifPresent(country -> members.add("\"country\":" + ScriptText.quoted(country)));
        members.add("\"language\":" + ScriptText.quoted(config.language()));
        config.privacyUrl().ifPresent(url -> members.add("\"privacyUrl\":" + ScriptText.quoted(url)));
        if (!release.environment().equals(Environment.LIVE)) {
            members.add("\"environment\":" + ScriptText.quoted(release.environment()));
        }
        release.content().tags().ifPresent(tags -> members.add("\"tags\":" + ValueJson.write(tags)));
        return members.toString();
    }
}
