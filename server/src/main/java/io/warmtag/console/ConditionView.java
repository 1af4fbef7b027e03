package io.warmtag.console;

import io.warmtag.console.Input.Option;
import io.warmtag.rule.Audience;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A condition that is being typed, with its parts and their fields. */
final class ConditionView {
    private static final List<String> KINDS = List.of(
            "temperature",
            "event",
            "orders",
            "product",
            "bought",
            "buyer",
            "score",
            "visit",
            "consent",
            "reach",
            "audience");

    private final Visit visit;
    private final Wrongs wrongs;
    private final Collection<Audience> audiences;
    private final String oneMore;

    /**
     * A condition or a group, ready to be shown.
     *
     * @param path of its fields' names
     * @param parts of a group
     * @param kinds what can be added to a group
     */
    record NodeView(
            String path,
            String kind,
            String title,
            boolean group,
            boolean root,
            boolean not,
            String wrong,
            List<Input> inputs,
            List<NodeView> parts,
            List<Option> kinds) {}

    /** @param oneMore the table to which an empty row is added */
    ConditionView(Visit visit, Wrongs wrongs, Collection<Audience> audiences, String oneMore) {
        this.visit = visit;
        this.wrongs = wrongs;
        this.audiences = audiences;
        this.oneMore = oneMore;
    }

    /** @param place of the condition in the JSON, for what is wrong with it */
    NodeView of(ConditionNode root, String place) {
        return of(root, ConditionNode.ROOT, place);
    }

    private NodeView of(ConditionNode node, String path, String json) {
        if (node.isGroup()) {
            String wrong = wrongs.take(json + ".of");
            List<NodeView> parts = new ArrayList<>();
            for (int i = 0; i < node.parts().size(); i++) {
                parts.add(of(node.parts().get(i), path + "." + i, json + ".of[" + i + "]"));
            }
            boolean root = path.equals(ConditionNode.ROOT);
            List<Input> mode = List.of(inputs(node, path, "").mode());
            return new NodeView(path, node.kind(), "", true, root, false, wrong, mode, parts, kinds());
        }
        String place = node.not() ? json + ".of[0]" : json;
        List<Input> inputs = inputs(node, path, place).inputs();
        String title = KINDS.contains(node.kind()) ? visit.text("condition.kind." + node.kind()) : node.kind();
        return new NodeView(
                path,
                node.kind(),
                title,
                false,
                false,
                node.not(),
                wrongs.takeWithin(place),
                inputs,
                List.of(),
                List.of());
    }

    private List<Option> kinds() {
        return KINDS.stream()
                .filter(kind -> !kind.equals("audience") || !audiences.isEmpty())
                .map(kind -> new Option(kind, visit.text("condition.kind." + kind), false))
                .toList();
    }

    private ConditionInputs inputs(ConditionNode node, String path, String json) {
        return new ConditionInputs(visit, wrongs, audiences, oneMore, node, path, json);
    }
}
