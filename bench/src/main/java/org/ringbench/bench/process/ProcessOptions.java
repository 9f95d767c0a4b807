package org.ringbench.bench.process;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The flags of a process; most have an environment variable that they override. */
public final class ProcessOptions {
  @Option(names = "--rank", paramLabel = "0|1|2", description = "RANK: a worker, or the dealer.")
  String rank;

  @Option(names = "--world-size", paramLabel = "2", description = "WORLD_SIZE: the workers.")
  String worldSize;

  @Option(
      names = "--master-addr",
      paramLabel = "HOST",
      description = "MASTER_ADDR: where worker 0 is (127.0.0.1).")
  String masterAddress;

  @Option(
      names = "--master-port",
      paramLabel = "PORT",
      description = "MASTER_PORT: where worker 0 listens (29500).")
  String masterPort;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where worker 1 listens for the dealer (MASTER_PORT + 1).")
  String port;

  @Option(
      names = "--advertise",
      paramLabel = "HOST",
      description = "Under which the dealer finds worker 1.")
  String advertise;

  @Option(names = "--port-file", hidden = true, description = "Gets the port of worker 0.")
  Path portFile;

  @Option(names = "--keys", paramLabel = "DIR", description = "KEYS: this role's certificate.")
  String keys;

  @Option(names = "--insecure", description = "Allow plaintext beyond this machine.")
  boolean insecure;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "After which a silent peer is lost (10).")
  String timeout;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description = "How long to wait for the others to start (60).")
  String patience;

  @Option(names = "--network", paramLabel = "PROFILE", description = "Emulate this network.")
  String network;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "BACKEND: of the ring, each process its own (the usual one; see doctor).")
  String backend;

  @Option(names = "--log-level", paramLabel = "LEVEL", description = "LOGLEVEL: info, ...")
  String logLevel;

  @Option(names = "--precision", paramLabel = "BITS", description = "PRECISION: fraction (16).")
  String precision;

  @Option(names = "--comparison", paramLabel = "TREE", description = "radix4 or radix2.")
  String comparison;

  @Option(names = "--epochs", paramLabel = "N", description = "EPOCHS (30).")
  String epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "ROWS",
      description = "BATCH_SIZE (linreg 512, mlp 64).")
  String batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "LEARNING_RATE (linreg 0.05, mlp 0.02).")
  String learningRate;

  @Option(names = "--momentum", paramLabel = "SHARE", description = "MOMENTUM (linreg 0.9, mlp 0).")
  String momentum;

  @Option(names = "--seed", paramLabel = "N", description = "Of the order of rows (1); public.")
  String seed;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "DATA: this worker's rows, CSV or NPY; for mlp a folder of MNIST's files.")
  String data;

  @Option(names = "--test-data", paramLabel = "FILE", description = "TEST_DATA: to test with.")
  String testData;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "The label's column: a name, or a number from 0 in an NPY file (the last).")
  String target;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Of both workers together: of MNIST, or generated where DATA is not set.")
  String rows;

  @Option(names = "--features", paramLabel = "N", description = "Of generated rows (64).")
  String features;

  @Option(
      names = "--normalise",
      paramLabel = "none|own|joint",
      description = "By no constants, each worker's own, or common ones (none).")
  String normalise;

  @Option(
      names = "--reveal-to",
      paramLabel = "0|1|both|none",
      description = "Who learns the model (both).")
  String revealTo;

  @Option(names = "--reveal-losses", description = "Both learn each epoch's loss.")
  boolean revealLosses;

  @Option(
      names = "--reveal-for-comparison",
      description = "Allow linreg-compare to show each worker the other's rows.")
  boolean revealForComparison;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      description = "Of linreg-compare, after --warmup steps (5).")
  String repetitions;

  @Option(names = "--out", paramLabel = "FILE", description = "OUT: the result as JSON.")
  String out;

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description = "Save this role's shares every epoch, and go on from there.")
  Path checkpoint;

  @Option(names = "--replay-exactly", hidden = true, description = "For tests: keep the seeds.")
  boolean replayExactly;

  @Option(names = "--insecure-seeds", hidden = true, description = "For tests: not random.")
  Long insecureSeeds;

  @Option(names = "--step-delay", hidden = true, description = "For tests: ms before each step.")
  String stepDelay;

  @Option(names = "--save-shares", paramLabel = "DIR", description = "Save the model's shares.")
  Path saveShares;

  @Option(names = "--load-shares", paramLabel = "DIR", description = "Start from saved shares.")
  Path loadShares;

  @Option(
      names = "--correlations",
      paramLabel = "FILE",
      description = "Of worker deal --to, in place of the dealer.")
  Path correlations;

  @Option(
      names = "--measure",
      paramLabel = "STEPS",
      description = "Time so many steps on generated rows or MNIST.")
  String measure;

  @Option(
      names = "--warmup",
      paramLabel = "STEPS",
      description = "Before --measure (linreg 2000, mlp 300).")
  String warmup;

  /** Made by picocli. */
  public ProcessOptions() {}
}
