package io.warmtag.visitor.model;

import java.util.UUID;

/** Why a temperature changed. */
public sealed interface Cause {

    record ByEvent(UUID id) implements Cause {}

    /** The order began or ceased to count. */
    record ByOrder(String transactionId) implements Cause {}

    /** Nobody did anything: a score fell, a window ended. */
    record ByTime() implements Cause {}

    /** Another version of the settings came into force. */
    record BySettings(int version) implements Cause {}

    /** The past turned out different from what was known: a late event or order, a join. Fires no rule. */
    record Refold() implements Cause {}
}
