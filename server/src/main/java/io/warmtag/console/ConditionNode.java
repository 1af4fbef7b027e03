package io.warmtag.console;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A condition as it is being typed: right or wrong, with what stands in its fields. A group's parts are numbered in the form,
 * {@code c.0}, {@code c.0.1}; what somebody adds or takes away gets them new numbers.
 *
 * @param kind as in JSON; {@code all}, {@code any} and {@code none} are groups
 * @param not the opposite is meant; never of a group
 * @param fields what was typed, by name
 */
record ConditionNode(String kind, boolean not, Map<String, List<String>> fields, List<ConditionNode> parts) {
    static final String ROOT = "c";
    private static final List<String> GROUPS = List.of("all", "any", "none");
    private static final int MOST_DEPTH = 7;

    static ConditionNode group(String mode, List<ConditionNode> parts) {
        return new ConditionNode(mode, false, Map.of(), parts);
    }

    static ConditionNode leaf(String kind) {
        return new ConditionNode(kind, false, Map.of(), List.of());
    }

    /** Reads what a form holds. */
    static ConditionNode read(MultiMap form) {
        return read(form, ROOT, 0);
    }

    /** The same after what the button {@code then} says: something is added to it or taken away. */
    static ConditionNode edited(MultiMap form) {
        ConditionNode root = read(form);
        String then = Optional.ofNullable(form.get("then")).orElse("");
        int colon = then.indexOf(':');
        String path = then.substring(colon + 1);
        return switch (colon < 0 ? then : then.substring(0, colon)) {
            case "add" ->
                root.with(
                        path, leaf(Optional.ofNullable(form.get(path + ".new")).orElse("")));
            case "group" -> root.with(path, group("any", List.of()));
            case "remove" -> root.without(path);
            default -> root;
        };
    }

    private static ConditionNode read(MultiMap form, String path, int depth) {
        String kind = Optional.ofNullable(form.get(path + ".kind")).orElse("all");
        Map<String, List<String>> fields = new LinkedHashMap<>();
        var numbers = new TreeSet<Integer>();
        String start = path + ".";
        for (String name : form.names()) {
            if (name.startsWith(start)) {
                String rest = name.substring(start.length());
                int dot = rest.indexOf('.');
                if (dot > 0 && dot < 5 && rest.substring(0, dot).chars().allMatch(c -> c >= '0' && c <= '9')) {
                    numbers.add(Integer.valueOf(rest.substring(0, dot)));
                } else {
                    fields.put(rest, form.getAll(name));
                }
            }
        }
        List<ConditionNode> parts = new ArrayList<>();
        if (depth < MOST_DEPTH && GROUPS.contains(kind)) {
            numbers.forEach(number -> parts.add(read(form, start + number, depth + 1)));
        }
        return new ConditionNode(kind, fields.containsKey("not"), fields, parts);
    }

    boolean isGroup() {
        return GROUPS.contains(kind);
    }

    /** The first of what was typed; empty when nothing was. */
    String text(String name) {
        List<String> typed = fields.getOrDefault(name, List.of());
        return typed.isEmpty() ? "" : typed.get(0).trim();
    }

    List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** The same tree with something appended to the group at a path. */
    ConditionNode with(String path, ConditionNode more) {
        return changed(ROOT, path, node -> {
            var parts = new ArrayList<>(node.parts);
            parts.add(more);
            return Optional.of(new ConditionNode(node.kind, node.not, node.fields, parts));
        });
    }

    /** The same tree without what stands at a path. */
    ConditionNode without(String path) {
        return changed(ROOT, path, node -> Optional.empty());
    }

    private interface Edit {
        Optional<ConditionNode> of(ConditionNode node);
    }

    private ConditionNode changed(String here, String path, Edit edit) {
        if (here.equals(path)) {
            return edit.of(this).orElse(this);
        }
        var changed = new ArrayList<ConditionNode>();
        for (int i = 0; i < parts.size(); i++) {
            String at = here + "." + i;
            ConditionNode part = parts.get(i);
            if (at.equals(path)) {
                edit.of(part).ifPresent(changed::add);
            } else {
                changed.add(path.startsWith(at + ".") ? part.changed(at, path, edit) : part);
            }
        }
        return new ConditionNode(kind, not, fields, changed);
    }
}
