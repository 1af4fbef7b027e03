package io.warmtag.console;

import io.warmtag.event.VisitorId;
import io.warmtag.people.Joins;
import java.util.List;
import java.util.UUID;

/**
 * Who a visitor is one person with.
 *
 * @param visitors all of the person's, when there are more than one
 * @param open persons whom he may be, to be decided
 */
record PersonView(List<DeviceView> visitors, List<Maybe> open) {

    /**
     * Another person who shares something.
     *
     * @param field what they share, as named under {@code contact.field.}
     * @param reason why they were not joined, as named under {@code person.reason.}
     */
    record Maybe(String visitor, String field, String reason) {}

    static PersonView of(List<UUID> visitors, List<DeviceView> devices, List<Joins.Open> open) {
        return new PersonView(
                visitors.size() > 1 ? devices : List.of(),
                open.stream()
                        .map(one -> new Maybe(
                                VisitorId.text(visitors.contains(one.one()) ? one.other() : one.one()),
                                one.kind(),
                                one.reason()))
                        .toList());
    }
}
