package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.TimeValue;

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
    assertEquals(FLAGS, List.copyOf(fork.getJvmArgsAppend().get()));
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
        JmhArguments.parse("-jvmArgs \"-Xmx1g -Xms1g\" -jvmArgsAppend -Dx=y")
            .fork(plaintext, TIMING, FLAGS);
    Collection<String> flags = fork.getJvmArgs().get();
    assertTrue(flags.contains("--add-modules=jdk.incubator.vector"), flags.toString());
    assertTrue(flags.contains("-Xmx1g") && flags.contains("-Xms1g"), flags.toString());
    assertEquals(
        List.of("-Dx=y", "-Dringbench.data=/data"), List.copyOf(fork.getJvmArgsAppend().get()));
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

  @ParameterizedTest
  @ValueSource(
      strings = {"-nonsense", "-f many", "-f 0", "-bm thrpt", "-tu ns", "-l", "-h", "-lprof"})
  void whatCannotBeMeantIsRefused(String arguments) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> JmhArguments.parse(arguments));
    assertTrue(e.getMessage().startsWith("JMH arguments"), e.getMessage());
  }
}
