# syntax=docker/dockerfile:1.7
# The offline jobs: training sets, students, evaluation. Alone, or as driver and executors of Spark on Kubernetes.
#   docker build -f deploy/images/understudy-trainer.Dockerfile -t understudy-trainer .
FROM apache/spark:4.2.0-scala2.13-java17-ubuntu AS spark

FROM eclipse-temurin:17.0.15_6-jdk-jammy AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 deploy/images/build understudy-trainer /opt/understudy
COPY --from=spark /opt/spark/jars /opt/spark/jars
RUN deploy/images/add-kubernetes /opt/spark/jars /opt/understudy/jars

FROM eclipse-temurin:17.0.15_6-jre-jammy
COPY --from=build /opt/understudy /opt/understudy
# Spark's own scripts, which start its drivers and executors in pods.
COPY --from=spark /opt/spark/bin /opt/understudy/bin
COPY --from=spark /opt/entrypoint.sh /opt/understudy/spark-start
COPY --from=spark /usr/bin/tini /usr/bin/tini
COPY deploy/images/trainer-start /opt/understudy/trainer-start
ENV SPARK_HOME=/opt/understudy \
    SPARK_SCALA_VERSION=2.13 \
    DJL_CACHE_DIR=/tmp/djl
USER 10001:10001
WORKDIR /tmp
ENTRYPOINT ["/opt/understudy/trainer-start"]
CMD ["dataset", "--help"]
