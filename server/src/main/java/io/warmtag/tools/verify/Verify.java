package io.warmtag.tools.verify;

import io.warmtag.tools.Command;
import io.warmtag.tools.Command.Work;
import io.warmtag.tools.Options;
import io.warmtag.tools.Target;
import io.warmtag.tools.verify.Verification.Outcome;
import java.util.Optional;

/** {@code scripts/verify}: folds every person of a running server again; exits 1 when one differs. */
public final class Verify {
    private static final String USAGE = """
            scripts/verify: folds every person of a running server again and compares

              --url URL        the server's management port (http://127.0.0.1:8081)
              --site ID        only this site's persons
              --allow-remote   the server is not on this machine

            Exit code: 0 no difference, 1 differences, 2 it could not run.
            """;

    private Verify() {}

    public static void main(String[] arguments) {
        Command.run(USAGE, arguments, Verify::read);
    }

    private static Work read(Options options) {
        Target management = options.target("url", "http://127.0.0.1:8081");
        Optional<String> site = options.text("site");
        return () -> {
            Outcome outcome = new Verification(management).run(site, System.out::println);
            System.out.println(outcome.persons() + " persons, " + outcome.differences() + " differences");
            return outcome.differences() == 0 ? 0 : 1;
        };
    }
}
