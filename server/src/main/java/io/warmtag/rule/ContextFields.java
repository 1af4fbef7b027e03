package io.warmtag.rule;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Cuts out of JSON objects what is looked at, without making anything of the rest. The objects are well-formed: the server wrote
 * them itself. Not for several threads at once.
 */
final class ContextFields {
    private static final byte[] EMPTY = {'{', '}'};
    private static final byte[] TRUE = bytes("true");

    private final List<Wanted> wanted;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    private byte[] json = EMPTY;

    /**
     * A field.
     *
     * @param inner what is wanted of it; nothing when all of it is
     * @param presence only whether it is there
     */
    private record Wanted(byte[] name, List<Wanted> inner, boolean presence) {}

    /** @param paths a name, or two with a dot between them, or one with {@code ?} when it matters only whether it is there */
    ContextFields(Collection<String> paths) {
        Map<String, List<String>> byName = new TreeMap<>();
        Set<String> presence = new TreeSet<>();
        for (String path : paths) {
            if (path.endsWith("?")) {
                presence.add(path.substring(0, path.length() - 1));
                continue;
            }
            int dot = path.indexOf('.');
            List<String> inner =
                    byName.computeIfAbsent(dot < 0 ? path : path.substring(0, dot), name -> new ArrayList<>());
            if (dot >= 0) {
                inner.add(path.substring(dot + 1));
            }
        }
        presence.removeAll(byName.keySet());
        presence.forEach(name -> byName.put(name, List.of()));
        this.wanted = byName.entrySet().stream()
                .map(entry -> new Wanted(
                        bytes(entry.getKey()),
                        entry.getValue().stream()
                                .sorted()
                                .distinct()
                                .map(name -> new Wanted(bytes(name), List.of(), false))
                                .toList(),
                        presence.contains(entry.getKey())))
                .toList();
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    /** An object with the wanted fields alone, as they stand in this one. */
    byte[] cut(byte[] bytes, int from) {
        if (wanted.isEmpty()) {
            return EMPTY;
        }
        json = bytes;
        out.reset();
        object(from, wanted);
        return out.toByteArray();
    }

    /** Writes what is wanted of the object that begins at a place. */
    private void object(int from, List<Wanted> fields) {
        out.write('{');
        boolean first = true;
        int at = afterSpace(from + 1);
        while (json[at] != '}') {
            int nameEnd = afterString(at);
            Wanted field = find(fields, at + 1, nameEnd - 1);
            int value = afterSpace(afterSpace(nameEnd) + 1);
            int valueEnd = afterValue(value);
            if (field != null && (field.inner.isEmpty() || json[value] == '{')) {
                if (!first) {
                    out.write(',');
                }
                first = false;
                out.write(json, at, nameEnd - at);
                out.write(':');
                if (field.presence) {
                    out.writeBytes(TRUE);
                } else if (field.inner.isEmpty()) {
                    out.write(json, value, valueEnd - value);
                } else {
                    object(value, field.inner);
                }
            }
            at = afterSpace(valueEnd);
            at = json[at] == ',' ? afterSpace(at + 1) : at;
        }
        out.write('}');
    }

    private @Nullable Wanted find(List<Wanted> fields, int from, int to) {
        for (Wanted field : fields) {
            if (Arrays.equals(field.name, 0, field.name.length, json, from, to)) {
                return field;
            }
        }
        return null;
    }

    private int afterSpace(int from) {
        int at = from;
        while (json[at] == ' ' || json[at] == '\n' || json[at] == '\t' || json[at] == '\r') {
            at++;
        }
        return at;
    }

    private int afterString(int from) {
        int at = from + 1;
        while (json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private int afterValue(int from) {
        if (json[from] == '"') {
            return afterString(from);
        }
        int at = from;
        int depth = 0;
        while (true) {
            byte next = json[at];
            if (next == '"') {
                at = afterString(at);
                continue;
            }
            if (next == '{' || next == '[') {
                depth++;
            } else if (next == '}' || next == ']') {
                if (depth == 0) {
                    return at;
                }
                depth--;
                if (depth == 0) {
                    return at + 1;
                }
            } else if (depth == 0 && (next == ',' || next == ' ' || next == '\n')) {
                return at;
            }
            at++;
        }
    }
}
