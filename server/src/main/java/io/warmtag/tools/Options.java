package io.warmtag.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A command's options, {@code --name value} or a bare {@code --flag}. Every mistake is collected, so that one call tells them
 * all; {@link #mistakes} is complete when each option that the command knows has been asked for.
 */
public final class Options {
    private final Map<String, String> given = new TreeMap<>();
    private final List<String> mistakes = new ArrayList<>();

    public Options(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (!argument.startsWith("--")) {
                mistakes.add("'" + argument + "' stands alone: options look like --name value.");
            } else if (i + 1 < arguments.length && !arguments[i + 1].startsWith("--")) {
                given.put(argument.substring(2), arguments[++i]);
            } else {
                given.put(argument.substring(2), "");
            }
        }
    }

    public Optional<String> text(String name) {
        Optional<String> value = Optional.ofNullable(given.remove(name));
        if (value.isPresent() && value.get().isEmpty()) {
            mistakes.add("--" + name + " needs a value.");
            return Optional.empty();
        }
        return value;
    }

    public boolean flag(String name) {
        String value = given.remove(name);
        if (value != null && !value.isEmpty()) {
            mistakes.add("--" + name + " takes no value, it got '" + value + "'.");
        }
        return value != null;
    }

    /** A whole number from {@code least} to {@code most}, both included. */
    public long number(String name, long otherwise, long least, long most) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        mistakes.add(
                "--" + name + " must be a whole number from " + least + " to " + most + ", not '" + value.get() + "'.");
        return otherwise;
    }

    /** The value, when it is one of {@code choices}; the first of them when nothing is given. */
    public String choice(String name, String... choices) {
        String value = text(name).orElse(choices[0]);
        if (!List.of(choices).contains(value)) {
            mistakes.add("--" + name + " must be one of " + String.join(", ", choices) + ", not '" + value + "'.");
        }
        return value;
    }

    /** An address like {@code http://127.0.0.1:8080}; one of another machine only together with {@code --allow-remote}. */
    public Target target(String name, String otherwise) {
        String value = text(name).orElse(otherwise);
        boolean remote = flag("allow-remote");
        Optional<Target> target = Target.parse(value);
        if (target.isEmpty()) {
            mistakes.add("--" + name + " must look like http://127.0.0.1:8080, not '" + value + "'.");
        } else if (!target.get().isThisMachine() && !remote) {
            mistakes.add("--" + name + " " + value + " is another machine: add --allow-remote if it is yours to load.");
        }
        return target.orElse(new Target("127.0.0.1", 0, ""));
    }

    /** What is wrong, options that nobody asked for included. */
    public List<String> mistakes() {
        var all = new ArrayList<>(mistakes);
        given.keySet().forEach(name -> all.add("--" + name + " is not an option of this command."));
        return all;
    }
}
