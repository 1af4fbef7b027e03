package io.warmtag.publish;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.container.Environment;
import io.warmtag.container.model.Compiled;
import java.util.List;
import java.util.Optional;

/** A page that shows an offer exactly as a site's page would: the same script, whose collector says what is to be shown. */
public final class OfferFrame {
    private static final List<String> PARTS = List.of("module.offers");
    private static final String SLOT = "#place";

    private final ContainerAssembler assembler;

    public OfferFrame(Manifest manifest) {
        this.assembler = new ContainerAssembler(manifest);
    }

    /**
     * @param offer as {@code OfferWire} writes it
     * @param language of the page
     * @param nonce of its scripts and style
     */
    public String html(JsonObject offer, String language, String nonce) {
        var shown = offer.copy();
        if (shown.containsKey("selector")) {
            shown.put("selector", SLOT);
        }
        var config = new ContainerConfig(
                "preview",
                new ContainerConfig.Release(0, Environment.LIVE, Compiled.EMPTY),
                false,
                ContainerConfig.DATA_LAYER,
                Optional.empty(),
                language,
                Optional.empty());
        String answer =
                new JsonObject().put("offers", new JsonArray().add(shown)).encode();
        return """
                <!doctype html>
                <html lang="%s"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title>
                <style nonce="%s">:root{color-scheme:light dark}body{margin:16px}i{display:block;height:12px;margin:12px 0;\
                border-radius:6px;background:#8884}i:first-child{height:96px}%s{min-height:240px}</style>
                <body><i></i><i></i><i></i><div id="place"></div><i></i><i></i><i></i>
                <script nonce="%s">
                fetch=()=>Promise.resolve(new Response("%s",{status:200}));
                navigator.sendBeacon=()=>true;
                EventSource=class{addEventListener(){}close(){}};
                addEventListener("click",event=>event.composedPath().some(each=>each.href)&&event.preventDefault());
                %s
                </script>
                </html>
                """.formatted(
                        language,
                        language.equals("bn") ? "অফার" : "Offer",
                        nonce,
                        shown.containsKey("selector") ? SLOT : "#none",
                        nonce,
                        ScriptText.escaped(answer),
                        assembler.assemble(PARTS, config));
    }
}
