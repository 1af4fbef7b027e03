package io.warmtag.people;

import io.warmtag.event.OrderReport.Stage;
import java.util.Optional;

/**
 * Which orders are wanted.
 *
 * @param search how the order's number begins, or whole: an e-mail address, a phone number; empty: all
 */
public record OrderFilter(Optional<Stage> stage, String search) {
    public static final OrderFilter ALL = new OrderFilter(Optional.empty(), "");
}
