package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.TimeValue;
import org.ringbench.bench.environment.EarlyCompilation;

class JmhArgumentsTest {
  private static final Timing TIMING = new Timing(4, 5, Duration.ofMillis(100));
  private static final List<String> FLAGS = List.of("-Dringbench.data=/data");
  private final Cell plaintext = Grid.parse("trainingStep engine=nd4j batchSize=128").getFirst();

  @Test
  void withoutArgumentsTheTierDecides() {
    JmhArguments none = JmhArguments.parse("");
    Options fork = none.fork(plaintext, TIMING, FLAGS);
    assertEquals(3, none.forks(3));
    assertEquals(1, fork.getForkCount().get());
    assertEquals(4, fork.getWarmupIterations().get());
    assertEquals(TimeValue.milliseconds(100), fork.getMeasurementTime().get());
    assertEquals(List.of("128"), List.copyOf(fork.getParameter("batchSize").get()));
    assertTrue(fork.shouldFailOnError().get());
    List<String> flags = new ArrayList<>(EarlyCompilation.FLAGS);
    flags.addAll(FLAGS);
    assertEquals(withHosts(flags), List.copyOf(fork.getJvmArgs().get()));
    for (Cell cell : Grid.parse("coldStart\nringPeak\nfloatPeak")) {
      assertEquals(
          withHosts(FLAGS),
          List.copyOf(none.fork(cell, TIMING, FLAGS).getJvmArgs().get()),
          cell + " runs in a JVM as users have it");
    }
  }

  /** As JMH would have it without any of its flags: a fork inherits the host's. */
  private static List<String> withHosts(List<String> flags) {
    List<String> all = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    all.addAll(flags);
    return all;
  }

  @Test
  void theUsersFlagsWin() {
    JmhArguments user = JmhArguments.parse("-f 5 -wi 1 -i 2 -r 1s -prof gc -gc true");
    Options fork = user.fork(plaintext, TIMING, FLAGS);
    assertEquals(5, user.forks(3));
    assertEquals(1, fork.getForkCount().get(), "forks are run one by one");
    assertEquals(1, fork.getWarmupIterations().get());
    assertEquals(2, fork.getMeasurementIterations().get());
    assertEquals(TimeValue.seconds(1), fork.getMeasurementTime().get());
    assertTrue(fork.shouldDoGC().get());
    assertEquals(1, fork.getProfilers().size());
    assertTrue(user.hasProfilers());
  }

  @Test
  void theUsersJvmFlagsDropNoneThatForksNeed() {
    Options fork =
        JmhArguments.parse("-jvmArgs \"-Xmx1g -Xms1g\" -jvmArgsPrepend -Da=b -jvmArgsAppend -Dx=y")
            .fork(plaintext, TIMING, FLAGS);
    assertEquals(
        List.of(
            "-Da=b",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            EarlyCompilation.QUIET,
            EarlyCompilation.THRESHOLDS,
            EarlyCompilation.PARTY,
            EarlyCompilation.PROTOCOL,
            EarlyCompilation.DEALER,
            "-Xmx1g",
            "-Xms1g",
            "-Dx=y",
            "-Dringbench.data=/data"),
        List.copyOf(fork.getJvmArgs().get()));
    assertEquals(List.of(), List.copyOf(fork.getJvmArgsPrepend().get()), "they are in jvmArgs");
    assertEquals(List.of(), List.copyOf(fork.getJvmArgsAppend().get()), "they are in jvmArgs");
    assertTrue(fork.shouldFailOnError().get());
  }

  /** Only {@code --p} itself is an axis. */
  @Test
  void aFlagOfTheJvmThatBeginsLikeAnAxisIsNone() {
    Options fork =
        JmhArguments.parse("-jvmArgsAppend --patch-module=a=b").fork(plaintext, TIMING, FLAGS);
    assertTrue(fork.getJvmArgs().get().contains("--patch-module=a=b"));
  }

  @Test
  void prependedAndAppendedFlagsJoinThoseOfTheHost() {
    JmhArguments user = JmhArguments.parse("-jvmArgsPrepend -Xint -jvmArgsAppend -Xmx1g");
    assertEquals(
        List.of("-Xint", "-Dringbench.cuda.device=1", "-Xss1m", "-Xmx1g"),
        user.forkFlags(List.of("-Dringbench.cuda.device=1", "-Xss1m")));
  }

  @Test
  void jvmArgsKeepTheHostsPropertiesOfThisProgram() {
    List<String> flags =
        JmhArguments.parse("-jvmArgs -Xmx1g")
            .forkFlags(List.of("-Dringbench.cuda.device=1", "-Xss1m"));
    assertTrue(flags.contains("-Dringbench.cuda.device=1"), flags.toString());
    assertFalse(flags.contains("-Xss1m"), "the user's flags take the place of the host's");
  }

  @Test
  void theEstimateFollowsTheUsersTimes() {
    JmhArguments user = JmhArguments.parse("-wi 2 -w 1s -i 3 -r 500ms -wf 1");
    assertEquals(Duration.ofMillis(3500), user.timing(TIMING).iterations());
    assertEquals(2, user.jvms());
  }

  @Test
  void jmhsOwnResultFileIsKnownBeforehand() {
    assertEquals(Optional.empty(), JmhArguments.parse("").resultFile());
    assertEquals(
        Optional.of(Path.of("jmh-result.json")), JmhArguments.parse("-rf json").resultFile());
    assertEquals(Optional.of(Path.of("x.csv")), JmhArguments.parse("-rff x.csv").resultFile());
  }

  @Test
  void aParameterDoesNotMultiplyCellsThatDoNotHaveIt() {
    JmhArguments user = JmhArguments.parse("-p fractionBits=8,24");
    Options fork = user.fork(plaintext, TIMING, FLAGS);
    assertEquals(1, fork.getParameter("fractionBits").get().size());
    Selection selection = new Selection();
    user.addTo(selection);
    assertEquals(2, selection.of(Grid.parse("trainingStep")).size());
    assertEquals(List.of(plaintext), selection.of(List.of(plaintext)));
  }

  @Test
  void regularExpressionsChooseBenchmarks() {
    List<Cell> cells = Grid.parse("trainingStep\nringGemm\nrelu");
    assertEquals(1, JmhArguments.parse("Gemm").of(cells).size());
    assertEquals(2, JmhArguments.parse("-e relu$").of(cells).size());
    assertEquals(cells, JmhArguments.parse("").of(cells));
    JmhArguments none = JmhArguments.parse("nothing");
    assertThrows(IllegalArgumentException.class, () -> none.of(cells));
  }

  /** What would change a row's meaning, or undo what a fork needs, is refused by name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -nonsense                                        | is not a recognized option
          -f many                                          | many
          -f 0                                             | -f: expected at least 1 fork
          -bm thrpt                                        | -bm and -tu
          -tu ns                                           | -bm and -tu
          -l                                               | that only list things
          -h                                               | that only list things
          -lprof                                           | that only list things
          -foe false                                       | -foe false
          -t 2                                             | -t and -tg
          -t max                                           | -t and -tg
          -tg 1,1                                          | -t and -tg
          -opi 1000                                        | -opi
          -bs 10                                           | -bs and -wbs
          -wbs 10                                          | -bs and -wbs
          -wm BULK                                         | -wm and -wmb
          -wmb relu                                        | -wm and -wmb
          -jvm /usr/bin/java                               | -jvm:
          -o out.txt                                       | -o:
          -p speed=1                                       | -p speed: no such axis
          --p speed=1                                      | -p speed: no such axis
          --p=speed=1                                      | -p speed: no such axis
          -p batchsize=16                                  | did you mean batchSize?
          -pbatchsize=16                                   | did you mean batchSize?
          -jvmArgs --limit-modules=java.base               | "--limit-modules=java.base" for forks
          -jvmArgsPrepend --limit-modules=java.base        | "--limit-modules=java.base" for forks
          -jvmArgsAppend "--limit-modules java.base"       | "--limit-modules" for forks
          -jvmArgsAppend --sun-misc-unsafe-memory-access=deny | "--sun-misc-unsafe-memory-access=deny"
          -jvmArgsAppend "-cp other.jar"                   | "-cp" for forks
          -jvmArgs -version                                | "-version" for forks
          -jvmArgs @flags                                  | "@flags" for forks
          """)
  void whatCannotBeMeantIsRefused(String arguments, String named) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> JmhArguments.parse(arguments));
    assertTrue(e.getMessage().startsWith("JMH arguments"), e.getMessage());
    assertTrue(e.getMessage().contains(named), e.getMessage());
  }
}
