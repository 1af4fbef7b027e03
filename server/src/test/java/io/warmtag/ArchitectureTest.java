package io.warmtag;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom, as docs/architecture.md draws it. */
@AnalyzeClasses(packages = "io.warmtag", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] EDGES = {
        "io.warmtag.collect..",
        "io.warmtag.delivery..",
        "io.warmtag.console..",
        "io.warmtag.api..",
        "io.warmtag.ops..",
        "io.warmtag.demo.."
    };
    private static final String[] KITS = {
        "io.warmtag.config..",
        "io.warmtag.web..",
        "io.warmtag.db..",
        "io.warmtag.cluster..",
        "io.warmtag.secret..",
        "io.warmtag.text.."
    };
    private static final String[] DOMAIN = {
        "io.warmtag.site..",
        "io.warmtag.event..",
        "io.warmtag.visitor..",
        "io.warmtag.people..",
        "io.warmtag.product..",
        "io.warmtag.occasion..",
        "io.warmtag.rule..",
        "io.warmtag.destination..",
        "io.warmtag.campaign..",
        "io.warmtag.report..",
        "io.warmtag.publish..",
        "io.warmtag.catalog..",
        "io.warmtag.container..",
        "io.warmtag.preview..",
        "io.warmtag.install..",
        "io.warmtag.account..",
        "io.warmtag.audit.."
    };

    @ArchTest
    static final ArchRule kitsKnowNoFeature = noClasses()
            .that()
            .resideInAnyPackage(KITS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(concat(EDGES, DOMAIN));

    @ArchTest
    static final ArchRule domainKnowsNoEdge = noClasses()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(EDGES);

    @ArchTest
    static final ArchRule edgesKnowEachOtherNot = slices().matching(
                    "io.warmtag.(collect|delivery|console|api|ops|demo)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule nothingButEdgesKnowsReports = noClasses()
            .that()
            .resideOutsideOfPackages("io.warmtag", "io.warmtag.report..", "io.warmtag.console..", "io.warmtag.api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.warmtag.report..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.warmtag.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theModelIsPure = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.warmtag.visitor.model..",
                    "io.warmtag.people.contact..",
                    "io.warmtag.product.model..",
                    "io.warmtag.rule.model..",
                    "io.warmtag.people.join..",
                    "io.warmtag.container.model..",
                    "io.warmtag.rule.audience.model..",
                    "io.warmtag.report.model..",
                    "io.warmtag.rule.past..",
                    "io.warmtag.container.code..",
                    "io.warmtag.container.build..",
                    "io.warmtag.catalog..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "com.hazelcast..", "java.sql..", "java.time.chrono..")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    /** JSON is what they read and write; of Vert.x they know nothing else. */
    @ArchTest
    static final ArchRule destinationsArePure = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.warmtag.destination.meta..",
                    "io.warmtag.destination.ga4..",
                    "io.warmtag.destination.webhook..",
                    "io.warmtag.destination.sandbox..")
            .should()
            .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "do I/O",
                    type -> type.getPackageName().startsWith("io.vertx")
                            && !type.getPackageName().equals("io.vertx.core.json")))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule hazelcastIsConfined = noClasses()
            .that()
            .resideOutsideOfPackages("io.warmtag", "io.warmtag.cluster..", "io.warmtag.visitor..", "io.warmtag.tools..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.hazelcast..");

    @ArchTest
    static final ArchRule handlebarsIsConfined = noClasses()
            .that()
            .resideOutsideOfPackage("io.warmtag.web..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.jknack..");

    @ArchTest
    static final ArchRule closureIsConfined = noClasses()
            .that()
            .resideOutsideOfPackage("io.warmtag.container.code..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.javascript..");

    @ArchTest
    static final ArchRule nothingIsStaticAndMutable = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("io.warmtag.tools..")
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            classes().that().areTopLevelClasses().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl)");

    @ArchTest
    static final ArchRule logsGoThroughSlf4j = noClasses()
            .that()
            .resideOutsideOfPackages("io.warmtag.tools..", "io.warmtag.account..")
            .and()
            .doNotHaveFullyQualifiedName("io.warmtag.Main")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging..");

    private static String[] concat(String[] one, String[] other) {
        return java.util.stream.Stream.of(one, other)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
    }
}
