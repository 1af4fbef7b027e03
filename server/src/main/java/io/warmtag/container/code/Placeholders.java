package io.warmtag.container.code;

import com.google.javascript.rhino.IR;
import com.google.javascript.rhino.Node;
import io.warmtag.catalog.Message;
import io.warmtag.catalog.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Stands for {@code {{variables}}} while code is read: names of the same length, so that lines and columns stay what they
 * are.
 */
final class Placeholders {
    // Letters that may begin a name and that nobody writes code with; one that the code doesn't use is taken.
    private static final String MARKS = "\u01c3\u01c2\u01c1\u01c0\u01bf\u01be\u01bb\u0241";

    private final char mark;
    private final String text;
    private final List<Template.Piece.Reference> references;

    private Placeholders(char mark, String text, List<Template.Piece.Reference> references) {
        this.mark = mark;
        this.text = text;
        this.references = references;
    }

    static Placeholders in(String code) {
        char mark = freeMark(code);
        var references = new ArrayList<Template.Piece.Reference>();
        var text = new StringBuilder();
        for (Template.Piece piece : Template.parse(code).pieces()) {
            if (piece instanceof Template.Piece.Reference reference) {
                String name = mark + Integer.toString(references.size(), 36);
                references.add(reference);
                text.append(name)
                        .append(String.valueOf(mark).repeat(length(references.size() - 1, reference) - name.length()));
            } else {
                text.append(((Template.Piece.Literal) piece).text());
            }
        }
        return new Placeholders(mark, text.toString(), references);
    }

    private static char freeMark(String code) {
        for (char mark : MARKS.toCharArray()) {
            if (code.indexOf(mark) < 0) {
                return mark;
            }
        }
        throw new IllegalArgumentException("code with every mark in it");
    }

    /** As long as what it stands for; with a mark at both ends of its number. */
    private static int length(int index, Template.Piece.Reference reference) {
        return Math.max(reference.text().length(), Integer.toString(index, 36).length() + 2);
    }

    private int length(int index) {
        return length(index, references.get(index));
    }

    String text() {
        return text;
    }

    boolean any() {
        return !references.isEmpty();
    }

    /** Puts calls of {@code getter} where the placeholders are; in strings what they stand in is joined. */
    void resolve(Node function, String getter, ToIntFunction<String> variable) throws Unreadable {
        if (any()) {
            new Resolving(getter, variable).node(function);
        }
    }

    private final class Resolving {
        private final String getter;
        private final ToIntFunction<String> variable;

        Resolving(String getter, ToIntFunction<String> variable) {
            this.getter = getter;
            this.variable = variable;
        }

        void node(Node node) throws Unreadable {
            Node next;
            for (Node child = node.getFirstChild(); child != null; child = next) {
                next = child.getNext();
                node(child);
            }
            if (node.isName() && has(node.getString())) {
                node.replaceWith(call(node.getString()));
            } else if (node.isStringLit() && has(node.getString())) {
                if (node.getParent().isRegExp()) {
                    throw new Unreadable(Message.of("problem.code.regex"));
                }
                node.replaceWith(joined(node.getString()));
            } else if (node.isTemplateLitString() && has(node.getRawString())) {
                template(node);
            } else if (isNamed(node) && has(node.getString())) {
                throw new Unreadable(Message.of("problem.code.place"));
            }
        }

        private boolean isNamed(Node node) {
            return node.isStringKey()
                    || node.isGetProp()
                    || node.isOptChainGetProp()
                    || node.isMemberFunctionDef()
                    || node.isMemberFieldDef()
                    || node.isGetterDef()
                    || node.isSetterDef()
                    || node.isLabelName();
        }

        private boolean has(String string) {
            return string.indexOf(mark) >= 0;
        }

        private Node call(String placeholder) {
            String digits = placeholder.replace(String.valueOf(mark), "");
            int index = variable.applyAsInt(
                    references.get(Integer.parseInt(digits, 36)).name());
            Node call = IR.call(IR.name(getter), IR.number(index));
            call.putBooleanProp(Node.FREE_CALL, true);
            return call;
        }

        /** {@code "a{{X}}b"} is {@code "a"+v(0)+"b"}; it stays a string. */
        private Node joined(String string) {
            List<String> pieces = pieces(string);
            Node sum = IR.string(pieces.get(0));
            for (int i = 1; i < pieces.size(); i += 2) {
                sum = IR.add(sum, call(pieces.get(i)));
                if (!pieces.get(i + 1).isEmpty()) {
                    sum = IR.add(sum, IR.string(pieces.get(i + 1)));
                }
            }
            return sum;
        }

        private void template(Node node) {
            List<String> pieces = pieces(node.getRawString());
            Node last = node;
            for (int i = 1; i < pieces.size(); i += 2) {
                Node value = new Node(com.google.javascript.rhino.Token.TEMPLATELIT_SUB, call(pieces.get(i)));
                value.insertAfter(last);
                Node rest = Node.newTemplateLitString(pieces.get(i + 1), pieces.get(i + 1));
                rest.insertAfter(value);
                last = rest;
            }
            node.replaceWith(Node.newTemplateLitString(pieces.get(0), pieces.get(0)));
        }

        /** Texts and placeholders in turn, a text first and last. */
        private List<String> pieces(String string) {
            var pieces = new ArrayList<String>();
            int from = 0;
            for (int at = string.indexOf(mark); at >= 0; at = string.indexOf(mark, from)) {
                int digitsEnd = string.indexOf(mark, at + 1);
                int index = Integer.parseInt(string.substring(at + 1, digitsEnd), 36);
                pieces.add(string.substring(from, at));
                from = at + length(index);
                pieces.add(string.substring(at, from));
            }
            pieces.add(string.substring(from));
            return pieces;
        }
    }
}
