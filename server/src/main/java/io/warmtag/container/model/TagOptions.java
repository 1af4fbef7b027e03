package io.warmtag.container.model;

import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** When and how a tag fires, in the engine's short words; what is as usual is left out. */
final class TagOptions {
    private TagOptions() {}

    /** @param consent types that the tag checks by itself */
    static Value of(Tag tag, Reach reach, List<String> consent) {
        Tag.Firing firing = tag.firing();
        var json = new TreeMap<String, Value>();
        putAll(json, "b", reach.indexes(Kind.TRIGGER, firing.blocking()));
        if (firing.once() != Tag.Once.EVENT) {
            json.put("o", Value.of(firing.once().code()));
        }
        firing.from().ifPresent(from -> json.put("s", Value.of((double) from.toEpochMilli())));
        firing.to().ifPresent(to -> json.put("e", Value.of((double) to.toEpochMilli())));
        step(json, "a", tag.sequence().setup(), reach);
        step(json, "z", tag.sequence().cleanup(), reach);
        Stream<String> needed = switch (tag.consent().mode()) {
            case DEFAULT -> consent.stream();
            case NONE -> Stream.empty();
            case ADDITIONAL -> Stream.concat(consent.stream(), tag.consent().types().stream());
        };
        putAll(json, "c", needed.distinct().map(Value::of).toList());
        if (firing.timeout() != Tag.Firing.USUAL_TIMEOUT_MS) {
            json.put("m", Value.of(firing.timeout()));
        }
        return new Value.Fields(json);
    }

    /** Of a tag that only tells when it would have fired. */
    static Value held(Tag tag, Reach reach, Reach.Held why) {
        var json = new TreeMap<String, Value>();
        putAll(json, "b", reach.indexes(Kind.TRIGGER, tag.firing().blocking()));
        json.put("h", Value.of(why.code()));
        return new Value.Fields(json);
    }

    private static void putAll(TreeMap<String, Value> json, String name, List<Value> values) {
        if (!values.isEmpty()) {
            json.put(name, new Value.Items(values));
        }
    }

    private static void step(TreeMap<String, Value> json, String name, Optional<Tag.Step> step, Reach reach) {
        step.filter(reach::runs)
                .flatMap(other -> reach.index(Kind.TAG, other.tag()))
                .ifPresent(index -> json.put(
                        name,
                        new Value.Items(List.of(
                                Value.of(index), Value.of(step.orElseThrow().stopOnFailure() ? 1 : 0)))));
    }
}
