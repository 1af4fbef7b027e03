package io.warmtag.visitor;

/**
 * Who waits for events to be brought into a person's state. Both are called once, the first before the second.
 *
 * @param inState the state has them: what is read of the person from now on knows of them
 * @param inRow the person's row and his log have them, too, where they changed these: nothing of them is left to do
 */
public record Waiting(Runnable inState, Runnable inRow) {
    private static final Runnable NOTHING = () -> {};

    public static Waiting forRow(Runnable inRow) {
        return new Waiting(NOTHING, inRow);
    }
}
