package io.warmtag.event;

/**
 * Who wants to hear of what is stored. Asked on the hot path for each event: answers from memory, at once, from any thread.
 */
public interface Interest {
    /** Nobody wants anything. */
    Interest NONE = new Interest() {
        @Override
        public boolean inEvent(NewEvent event) {
            return false;
        }

        @Override
        public boolean inTransitions(int site) {
            return false;
        }

        @Override
        public void recorded() {}
    };

    /** Whether an occasion is to be recorded with the event. */
    boolean inEvent(NewEvent event);

    /** Whether an occasion is to be recorded with each change of temperature in the site. */
    boolean inTransitions(int site);

    /** Occasions have been committed. */
    void recorded();

    /** So many events were committed at once, wanted or not: more than a few only when they come in faster than that. */
    default void committed(int together) {}
}
