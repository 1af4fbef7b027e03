package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No failure goes unheard: a future that is thrown away loses its failure. Error Prone sees that for our own methods
 * (@CheckReturnValue); this looks at the byte code for those of Vert.x too: a call that returns a Future, then POP.
 */
class DroppedFuturesTest {
    // The ends of a chain, and answers: when these fail the caller has gone, and there is nobody to tell.
    private static final Set<String> ENDS = Set.of("onFailure", "onComplete", "end", "write", "sendFile", "reset");

    @Test
    void noFutureIsThrownAway() throws IOException {
        List<String> dropped = new ArrayList<>();
        try (Stream<Path> classes = Files.walk(Path.of("target/classes/io/warmtag"))) {
            classes.filter(file -> file.toString().endsWith(".class")).forEach(file -> dropped.addAll(droppedIn(file)));
        }
        assertEquals(List.of(), dropped);
    }

    @Test
    void seesOneThatIsThrownAway() {
        assertFalse(droppedIn(Path.of("target/test-classes/io/warmtag/DroppedFuturesTest$Careless.class"))
                .isEmpty());
    }

    /** What the rule is there to find. */
    static final class Careless {
        void forgets(io.vertx.core.Vertx vertx) {
            vertx.close();
        }
    }

    private static List<String> droppedIn(Path file) {
        List<String> dropped = new ArrayList<>();
        try {
            new ClassReader(Files.readAllBytes(file)).accept(new Finder(file, dropped), ClassReader.SKIP_FRAMES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return dropped;
    }

    private static final class Finder extends ClassVisitor {
        private final Path file;
        private final List<String> dropped;

        Finder(Path file, List<String> dropped) {
            super(Opcodes.ASM9);
            this.file = file;
            this.dropped = dropped;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
                private String called = "";

                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
                    called = type.endsWith(")Lio/vertx/core/Future;") && !ENDS.contains(method)
                            ? owner + "." + method
                            : "";
                }

                @Override
                public void visitInsn(int opcode) {
                    if (opcode == Opcodes.POP && !called.isEmpty()) {
                        dropped.add(file.getFileName() + " " + name + " drops " + called);
                    }
                    called = "";
                }

                @Override
                public void visitVarInsn(int opcode, int index) {
                    called = "";
                }
            };
        }
    }
}
