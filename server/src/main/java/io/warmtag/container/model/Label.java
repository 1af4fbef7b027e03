package io.warmtag.container.model;

import java.util.Optional;

/**
 * What people know an entity by.
 *
 * @param name unique among those of its kind, whatever the case of its letters
 * @param folder id of the folder that it lies in
 * @param notes for people only
 */
public record Label(String name, Optional<Integer> folder, String notes) {
    public static Label of(String name) {
        return new Label(name, Optional.empty(), "");
    }

    public Label named(String other) {
        return new Label(other, folder, notes);
    }

    public Label in(Optional<Integer> other) {
        return new Label(name, other, notes);
    }
}
