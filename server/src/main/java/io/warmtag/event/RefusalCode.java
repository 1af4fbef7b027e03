package io.warmtag.event;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why an event is not taken. The sentences, with the remedies, stand in the message files under {@code refusal.}. */
public enum RefusalCode {
    /** Of a whole request: a page of somebody else's. */
    ORIGIN_FOREIGN,
    VISITOR_WITHOUT_KEY,
    REQUEST_SIZE,
    REQUEST_FORM,
    EVENT_FORM,
    ID_MISSING,
    ID_FORM,
    NAME_MISSING,
    NAME_FORM,
    TEXT_FORM,
    TEXT_LENGTH,
    TIME_FORM,
    VISITOR_FORM,
    DATA_FORM,
    DATA_NUMBER,
    DATA_DEPTH,
    DATA_UNSTORABLE,
    TRANSACTION_ID_FORM,
    /** A strict site has no such event. */
    EVENT_UNDEFINED,
    /** What a strict site's definition asks for. */
    PARAMETER_MISSING,
    PARAMETER_TYPE;

    /** As it stands in the database, in answers and in message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<RefusalCode> ofCode(String code) {
        return Stream.of(values()).filter(one -> one.code().equals(code)).findFirst();
    }
}
