package io.warmtag.container.model;

import io.warmtag.catalog.Value;
import java.util.Map;
import java.util.Optional;

/**
 * What Google Tag Manager's own messages leave in its data layer and nothing leaves here: something of the element that was
 * clicked or sent, which Auto-Event Variables read when somebody asks, and the number of the happening. A Data Layer Variable
 * of such a name is shipped as the type that knows it.
 */
final class GoogleKeys {
    private record Type(String id, Value.Fields params) {
        static Type element(String what) {
            return new Type("auto_event", Value.Fields.NONE.with("what", Value.of(what)));
        }
    }

    private static final Map<String, Type> TYPES = Map.of(
            "gtm.elementClasses", Type.element("classes"),
            "gtm.elementId", Type.element("id"),
            "gtm.elementTarget", Type.element("target"),
            "gtm.elementText", Type.element("text"),
            "gtm.elementUrl", Type.element("url"),
            "gtm.uniqueEventId", new Type("html_id", Value.Fields.NONE));

    private GoogleKeys() {}

    /** The variable as it is shipped. */
    static Variable shipped(Variable variable) {
        return Optional.of(variable)
                .filter(each -> each.type().equals("data_layer"))
                .flatMap(each -> each.params().text("key"))
                .map(key -> TYPES.get(key.strip()))
                .map(type ->
                        new Variable(variable.id(), variable.label(), type.id(), type.params(), withUsual(variable)))
                .orElse(variable);
    }

    /** The value of who finds nothing. */
    private static Variable.Format withUsual(Variable variable) {
        Variable.Format format = variable.format();
        return variable.params()
                .get("default")
                .filter(usual -> !usual.equals(Value.NOTHING) && !usual.equals(Value.of("")))
                .map(usual -> format.withInstead(format.instead().with("undefined", usual)))
                .orElse(format);
    }
}
