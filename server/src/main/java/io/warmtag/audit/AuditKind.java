package io.warmtag.audit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What was changed: a group of actions, by what stands before the point in their names. */
public enum AuditKind {
    TAG("tag"),
    TRIGGER("trigger"),
    VARIABLE("variable"),
    FOLDER("folder"),
    EVENT("event"),
    VERSION("version", "workspace"),
    RELEASE("release"),
    ENVIRONMENT("environment"),
    RULE("rule"),
    AUDIENCE("audience"),
    OFFER("offer"),
    DESTINATION("destination", "delivery"),
    PRODUCT("feed"),
    PEOPLE("order", "contact", "person"),
    REPORT("cost"),
    SETTINGS("site", "settings", "temperature"),
    KEY("key"),
    ACCOUNT("account", "password");

    private final List<String> beginnings;

    AuditKind(String... beginnings) {
        this.beginnings = List.of(beginnings);
    }

    /** As it stands in addresses and in message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> beginnings() {
        return beginnings;
    }

    public static Optional<AuditKind> ofCode(String code) {
        return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}
