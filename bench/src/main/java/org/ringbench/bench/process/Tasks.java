package org.ringbench.bench.process;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ringbench.net.Role;

/** Runs one process's part of a task, from its settings to its result. */
public final class Tasks {
  /** What a worker can be told to do. */
  public static final List<String> NAMES =
      List.of(
          ProcessSettings.LINREG,
          ProcessSettings.COMPARE,
          ProcessSettings.MLP,
          ProcessSettings.DEAL);

  private Tasks() {}

  /**
   * Runs a task in the role that the settings name.
   *
   * @param out gets the result
   * @param err gets progress
   * @throws SettingException if a setting cannot be used
   * @throws PeerLostException if a peer is lost or stops
   */
  public static void run(
      String task,
      ProcessOptions options,
      Map<String, String> environment,
      PrintWriter out,
      PrintWriter err) {
    requireTask(task);
    ProcessSettings settings = new ProcessSettings(task, options, environment);
    Log log = new Log(err, settings.logLevel);
    log.info(settings.backendInWords());
    if (settings.role == Role.DEALER) {
      new DealerProcess(settings, log).run();
      return;
    }
    Map<String, Object> result = new WorkerProcess(settings, log).run();
    settings.out.ifPresent(file -> Report.write(file, result));
    out.print(Report.text(result));
    out.flush();
  }

  /**
   * Deals for all steps of a task into files, one for each worker.
   *
   * @param rows of both workers, such as 1600,1600
   */
  public static void fill(
      String task,
      ProcessOptions options,
      Map<String, String> environment,
      Path to,
      String rows,
      PrintWriter out) {
    requireTask(task);
    if (task.equals(ProcessSettings.DEAL)) {
      throw new SettingException("--for is \"deal\": expected linreg, linreg-compare or mlp");
    }
    if (rows == null || !rows.matches("\\d{1,8},\\d{1,8}")) {
      throw new SettingException(
          "--worker-rows is \"%s\": expected two numbers such as 1600,1600"
              .formatted(rows == null ? "" : rows));
    }
    String[] parts = rows.split(",", -1);
    int[] counts = {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
    ProcessSettings settings = new ProcessSettings(task, options, environment, true);
    out.println(settings.backendInWords());
    out.println(FileDeal.fill(settings, to, counts));
    out.flush();
  }

  private static void requireTask(String task) {
    if (!NAMES.contains(task)) {
      throw new SettingException(
          "task \"%s\": expected one of %s".formatted(task, String.join(", ", NAMES)));
    }
  }
}
