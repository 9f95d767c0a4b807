package org.ringbench.bench.results;

/** The words of the results file that more than one package uses. */
public final class Names {
  /** One step of training. */
  public static final String TRAINING_STEP = "trainingStep";

  /** A matrix product in the ring. */
  public static final String RING_GEMM = "ringGemm";

  /** ReLU, both parties and the dealer. */
  public static final String RELU = "relu";

  /** Signs of a shared vector, both parties and the dealer. */
  public static final String COMPARISON = "comparison";

  /** A product of two shared matrices, or of two in floats. */
  public static final String BEAVER_PRODUCT = "beaverProduct";

  /** A kernel of the ring on a vector. */
  public static final String RING_OPERATION = "ringOperation";

  /** Predictions for one batch. */
  public static final String EVALUATION = "evaluation";

  /** The dealer alone. */
  public static final String DEALER = "dealer";

  /** The first encrypted training step of a JVM. */
  public static final String COLD_START = "coldStart";

  /** Ring multiply-adds in registers alone: the ruler of {@link #RING_GEMM}. */
  public static final String RING_PEAK = "ringPeak";

  /** Float multiply-adds in registers alone: the ruler of the plaintext engines. */
  public static final String FLOAT_PEAK = "floatPeak";

  /** The two parties and the dealer. */
  public static final String ENCRYPTED = "encrypted";

  /** The oracle: the same fixed-point arithmetic without privacy. */
  public static final String FIXED = "fixed";

  /** ND4J, in floats. */
  public static final String ND4J = "nd4j";

  /** Plain Java with the Vector API, in floats. */
  public static final String JAVA_FLOAT = "java-float";

  /** cuBLAS on a GPU, in floats. */
  public static final String CUBLAS = "cublas-float";

  /** ND4J's CUDA backend, in floats. */
  public static final String ND4J_CUDA = "nd4j-cuda-float";

  /** The whole step, with the dealer beside the parties. */
  public static final String TOTAL = "total";

  /** The parties' work on correlations that were prepared. */
  public static final String ONLINE = "online";

  /** The dealer's work and the expansion of the parties' seeds. */
  public static final String OFFLINE = "offline";

  /** The network of parties that are threads of one process. */
  public static final String MEMORY = "memory";

  private Names() {}
}
