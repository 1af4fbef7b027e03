package io.warmtag.container.model;

/** A place for what belongs together. Folders don't lie in folders. */
public record Folder(int id, Label label) implements Entity {
    @Override
    public Folder withId(int other) {
        return new Folder(other, label);
    }

    @Override
    public Folder withLabel(Label other) {
        return new Folder(id, other);
    }
}
