package io.warmtag.container.code;

import com.google.javascript.jscomp.CodePrinter;
import com.google.javascript.jscomp.CompilerOptions;
import com.google.javascript.jscomp.CompilerOptions.LanguageMode;
import com.google.javascript.rhino.Node;
import io.warmtag.catalog.Message;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Custom JavaScript: one function expression in ECMAScript 2020 in which {@code {{variables}}} may stand. It is written
 * anew from what the parser understood, so nothing but that function gets into a container; comments and spaces go.
 */
public final class CustomFunction {
    private static final ToIntFunction<String> ANY = name -> 0;

    /** What the code came to. */
    public sealed interface Reading {
        /** @param text {@code v=>(function(){…})}, where {@code v(3)} is the value of variable 3 */
        record Good(String text) implements Reading {}

        record Wrong(Message message) implements Reading {}
    }

    private CustomFunction() {}

    /** What is wrong with the code, with line and column. */
    public static Optional<Message> problem(String code) {
        return read(code, ANY) instanceof Reading.Wrong wrong ? Optional.of(wrong.message()) : Optional.empty();
    }

    /** @param variable the index of a variable in the container, by its name */
    public static Reading read(String code, ToIntFunction<String> variable) {
        var places = Placeholders.in(code);
        try {
            Node function = Parser.function(places.text());
            RegexLiterals.check(function);
            String getter = freeName(function);
            places.resolve(function, getter, variable);
            String text = print(function);
            if (places.any()) {
                // A variable where only a name can stand: {{X}} = 1. What is written now must be code again.
                reread(text);
            }
            return new Reading.Good(getter + "=>(" + text + ")");
        } catch (Unreadable e) {
            return new Reading.Wrong(e.message());
        }
    }

    private static void reread(String text) throws Unreadable {
        try {
            if (!Parser.function(text).isFunction()) {
                throw new IllegalStateException("no function: " + text);
            }
        } catch (Unreadable e) {
            throw new Unreadable(Message.of("problem.code.place"));
        }
    }

    /** The name of the function that gets variables: one that the code doesn't use for something else. */
    private static String freeName(Node function) {
        Set<String> taken = new HashSet<>();
        names(function, taken);
        String name = "v";
        for (int number = 1; taken.contains(name); number++) {
            name = "v" + number;
        }
        return name;
    }

    private static void names(Node node, Set<String> names) {
        if (node.isName()) {
            names.add(node.getString());
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            names(child, names);
        }
    }

    private static String print(Node function) {
        var options = new CompilerOptions();
        options.setLanguageOut(LanguageMode.ECMASCRIPT_2020);
        options.setEmitUseStrict(false);
        options.setOutputCharset(StandardCharsets.UTF_8);
        // No end of a script element stands in its strings.
        options.setTrustedStrings(false);
        return new CodePrinter.Builder(function).setCompilerOptions(options).build();
    }
}
