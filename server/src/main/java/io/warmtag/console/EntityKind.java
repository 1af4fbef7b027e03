package io.warmtag.console;

import io.warmtag.catalog.Kind;
import io.warmtag.container.model.Entity;

/** The three kinds of things whose pages are alike. */
enum EntityKind {
    TAG(Kind.TAG, "zap"),
    TRIGGER(Kind.TRIGGER, "mouse-pointer-click"),
    VARIABLE(Kind.VARIABLE, "braces");

    private final Kind kind;
    private final String icon;

    EntityKind(Kind kind, String icon) {
        this.kind = kind;
        this.icon = icon;
    }

    Kind kind() {
        return kind;
    }

    /** In addresses and message keys, like {@code tags}. */
    String path() {
        return kind.code() + "s";
    }

    String icon() {
        return icon;
    }

    /** Where a thing of the container has its page, below the site's. */
    static String path(Entity entity) {
        return entity.kind() == Kind.FOLDER ? "/folders" : "/" + entity.kind().code() + "s/" + entity.id();
    }
}
