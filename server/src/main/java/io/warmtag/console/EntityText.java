package io.warmtag.console;

import io.warmtag.catalog.Value;
import io.warmtag.container.model.Entity;
import io.warmtag.container.model.EntityJson;

/** Everything that is typed in a part of a container, for searching. */
final class EntityText {
    private EntityText() {}

    static String of(Entity entity) {
        var text = new StringBuilder();
        collect(EntityJson.write(entity), text);
        return text.toString();
    }

    private static void collect(Value value, StringBuilder text) {
        if (value instanceof Value.Text plain) {
            text.append(plain.text()).append('\n');
        } else if (value instanceof Value.Items items) {
            items.items().forEach(item -> collect(item, text));
        } else if (value instanceof Value.Fields fields) {
            fields.fields().values().forEach(field -> collect(field, text));
        }
    }
}
