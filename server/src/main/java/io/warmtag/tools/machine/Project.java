package io.warmtag.tools.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folder that the scripts stand in. */
public record Project(Path root) {

    /** As {@code scripts/lib/tool} says it; else the folder that this was started in. */
    public static Project here() {
        return new Project(Path.of(System.getProperty("warmtag.root", "."))
                .toAbsolutePath()
                .normalize());
    }

    public Path script(String name) {
        return root.resolve("scripts").resolve(name);
    }

    /** How to start one of this build's programs with the JVM that runs now. */
    public List<String> java(List<String> flags, Class<?> program, List<String> arguments) {
        var command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        return command;
    }
}
