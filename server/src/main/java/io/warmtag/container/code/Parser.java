package io.warmtag.container.code;

import com.google.javascript.jscomp.parsing.Config;
import com.google.javascript.jscomp.parsing.Config.JsDocParsing;
import com.google.javascript.jscomp.parsing.Config.LanguageMode;
import com.google.javascript.jscomp.parsing.Config.RunMode;
import com.google.javascript.jscomp.parsing.Config.StrictMode;
import com.google.javascript.jscomp.parsing.ParserRunner;
import com.google.javascript.jscomp.parsing.parser.FeatureSet;
import com.google.javascript.rhino.ErrorReporter;
import com.google.javascript.rhino.Node;
import com.google.javascript.rhino.SimpleSourceFile;
import com.google.javascript.rhino.StaticSourceFile.SourceKind;
import io.warmtag.catalog.Message;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Closure Compiler's parser, for one function expression. */
final class Parser {
    private static final Config CONFIG = ParserRunner.createConfig(
            LanguageMode.ES_NEXT,
            JsDocParsing.TYPES_ONLY,
            RunMode.STOP_AFTER_ERROR,
            Set.of(),
            false,
            StrictMode.SLOPPY);
    // On a line of its own: columns stay what they are.
    private static final String BEFORE = "f=\n";

    private Parser() {}

    static Node function(String code) throws Unreadable {
        var errors = new FirstError(code);
        ParserRunner.ParseResult result =
                ParserRunner.parse(new SimpleSourceFile("code", SourceKind.STRONG), BEFORE + code, CONFIG, errors);
        if (errors.message != null) {
            throw new Unreadable(errors.message);
        }
        if (!FeatureSet.ES2020.contains(result.features)) {
            String features = String.valueOf(result.features.without(FeatureSet.ES2020));
            throw new Unreadable(Message.of("problem.code.language", "features", features));
        }
        Node function = assigned(result.ast.getFirstChild());
        if (function.isAsyncFunction() || function.isGeneratorFunction()) {
            throw new Unreadable(Message.of("problem.code.async"));
        }
        return function;
    }

    /** What is assigned to our name, when it is one function and nothing comes after but semicolons. */
    private static Node assigned(Node statement) throws Unreadable {
        boolean isFunction = statement.isExprResult()
                && statement.getFirstChild().isAssign()
                && statement.getFirstFirstChild().matchesName("f")
                && statement.getFirstChild().getLastChild().isFunction();
        for (Node next = statement.getNext(); next != null; next = next.getNext()) {
            isFunction &= next.isEmpty();
        }
        if (!isFunction) {
            throw new Unreadable(Message.of("problem.code.function"));
        }
        return statement.getFirstChild().getLastChild();
    }

    private static final class FirstError implements ErrorReporter {
        private final String[] lines;
        private @Nullable Message message;

        FirstError(String code) {
            lines = code.split("\\R", -1);
        }

        @Override
        public void warning(String text, String file, int line, int column) {
            // Only what a browser would refuse counts.
        }

        @Override
        public void error(String text, String file, int line, int column) {
            if (message == null) {
                // The first line is ours, columns count from 0.
                message = new Message(
                        "problem.code.syntax", Map.of("line", line - 1, "column", column + 1, "reason", reason(text)));
            }
        }

        private static String reason(String text) {
            return text.replaceFirst("^Parse error\\. ", "");
        }
    }
}
