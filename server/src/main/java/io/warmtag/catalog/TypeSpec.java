package io.warmtag.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A type of tag, trigger or variable, as tag-js describes it.
 *
 * @param group id of a group, for menus
 * @param gtm what Google Tag Manager's exports call it
 * @param ships what goes into a container with it
 */
public record TypeSpec(
        Kind kind,
        String id,
        Words title,
        Words help,
        String group,
        List<String> gtm,
        List<ParamSpec> params,
        Ships ships) {

    public TypeSpec {
        gtm = List.copyOf(gtm);
        params = List.copyOf(params);
    }

    /**
     * @param needs names of parts that it doesn't run without
     * @param wants what the server is to tell the page, like {@code temperature}
     * @param consent types that a tag checks by itself
     * @param sets built-in variables that mean something when this trigger fires
     * @param waits for which happening this trigger waits, where it has to do nothing else: its name, or {@code {{param}}}
     * @param lists its regular expression, which may be nothing but a list of such names
     */
    public record Ships(
            List<String> needs,
            List<String> wants,
            List<String> consent,
            List<String> sets,
            Optional<String> waits,
            Optional<Lists> lists) {
        public Ships {
            needs = List.copyOf(needs);
            wants = List.copyOf(wants);
            consent = List.copyOf(consent);
            sets = List.copyOf(sets);
        }
    }

    /**
     * @param pattern the parameter that holds the expression
     * @param unless the parameter that makes it more than a list of names
     */
    public record Lists(String pattern, String unless) {}

    /** The name of its part, like {@code tag.custom_html}. */
    public String part() {
        return kind.code() + "." + id;
    }

    public Optional<ParamSpec> param(String name) {
        return params.stream().filter(param -> param.id().equals(name)).findFirst();
    }
}
