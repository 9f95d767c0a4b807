# Builds RingBench and packs what a worker or the dealer needs: see compose.yaml.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY . .
RUN ./mvnw -B -DskipTests package

FROM eclipse-temurin:25-jdk
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin ringbench \
    && install -d -o ringbench -g ringbench -m 0700 /out /checkpoint
WORKDIR /opt/ringbench
COPY --from=build /src/bin bin
COPY --from=build /src/bench/target/benchmarks.jar bench/target/benchmarks.jar
COPY --from=build /src/bench/target/lib bench/target/lib
USER ringbench
# The launcher becomes Java, which is process 1: a JVM that hangs does not answer.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["jcmd", "1", "VM.uptime"]
ENTRYPOINT ["/opt/ringbench/bin/ringbench", "worker"]
CMD ["--help"]
