package org.ringbench;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Imports point one way: which package of the project may use which. */
@AnalyzeClasses(packages = "org.ringbench", importOptions = ArchitectureTest.OnlyProduct.class)
class ArchitectureTest {

  private static final String[] CORE =
      packages(
          "cores",
          "ring",
          "plan",
          "plain",
          "share",
          "protocol",
          "dealer",
          "party",
          "net",
          "nn",
          "data");

  @ArchTest static final ArchRule cores = onlyUses("cores");
  @ArchTest static final ArchRule ring = onlyUses("ring");
  @ArchTest static final ArchRule plan = onlyUses("plan", "ring");
  @ArchTest static final ArchRule share = onlyUses("share", "ring");
  @ArchTest static final ArchRule net = onlyUses("net", "ring");
  @ArchTest static final ArchRule data = onlyUses("data", "ring");
  @ArchTest static final ArchRule protocol = onlyUses("protocol", "ring", "plan", "share");

  @ArchTest
  static final ArchRule dealer =
      onlyUses("dealer", "ring", "plan", "share", "protocol", "net", "data");

  @ArchTest
  static final ArchRule party =
      onlyUses("party", "cores", "ring", "plan", "share", "protocol", "net", "dealer", "data");

  /** The plaintext fixed-point engine shares its rounding with the protocols and the dealer. */
  @ArchTest
  static final ArchRule plain =
      onlyUses("plain", "cores", "ring", "plan", "protocol", "dealer", "data");

  /** A model builds a plan: it knows the shapes of tensors, and never sees a share. */
  @ArchTest
  static final ArchRule nn =
      noClasses()
          .that()
          .resideInAPackage("org.ringbench.nn..")
          .should()
          .dependOnClassesThat(
              ofTheProjectOutside("nn", "plan", "data")
                  .and(DescribedPredicate.not(name("org.ringbench.ring.Shape"))))
          .allowEmptyShould(true);

  @ArchTest static final ArchRule cuda = onlyUses("cuda", "ring", "committed");
  @ArchTest static final ArchRule natives = onlyUses("natives", "ring", "committed");
  @ArchTest static final ArchRule committed = onlyUses("committed");
  @ArchTest static final ArchRule launcher = onlyUses("launcher");

  @ArchTest
  static final ArchRule theCoreStandsAlone =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.ringbench.bench..",
              "org.ringbench.cuda..",
              "org.ringbench.natives..",
              "org.ringbench.committed..",
              "org.openjdk.jmh..",
              "org.nd4j..",
              "jcuda..")
          .allowEmptyShould(true);

  /** JCuda's classes load native code when they are initialised. */
  @ArchTest
  static final ArchRule onlyOnePackageUsesJcuda =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.ringbench.cuda.jcuda..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jcuda..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyNetOpensSockets =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.ringbench.net..")
          .should()
          .dependOnClassesThat(
              nameMatching(
                  "java\\.net\\.(Server|Datagram|Multicast)?Socket"
                      + "|java\\.nio\\.channels\\.\\w*(Socket|Datagram)Channel"
                      + "|javax\\.net\\..*"))
          .allowEmptyShould(true);

  private static ArchRule onlyUses(String user, String... used) {
    String[] open = Stream.concat(Stream.of(user), Stream.of(used)).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAnyPackage(packages(user))
        .should()
        .dependOnClassesThat(ofTheProjectOutside(open))
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> ofTheProjectOutside(String... names) {
    return resideInAPackage("org.ringbench..").and(resideOutsideOfPackages(packages(names)));
  }

  private static String[] packages(String... names) {
    return Stream.of(names).map(name -> "org.ringbench." + name + "..").toArray(String[]::new);
  }

  /** Leaves out the tests, the conformance suites' jar among them. */
  static final class OnlyProduct implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
  }
}
