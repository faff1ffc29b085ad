# syntax=docker/dockerfile:1.7
# The server of students, on a GPU of NVIDIA's: PyTorch is the image's own, of the version that students are built for.
#   docker build -f deploy/images/understudy-student-cuda.Dockerfile -t understudy-student-cuda .
FROM eclipse-temurin:17.0.15_6-jdk-jammy AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 deploy/images/build understudy-student /opt/understudy

FROM eclipse-temurin:17.0.15_6-jre-jammy AS java

FROM pytorch/pytorch:2.7.1-cuda12.8-cudnn9-runtime
COPY --from=java /opt/java/openjdk /opt/java/openjdk
COPY --from=build /opt/understudy /opt/understudy
ENV PATH=/opt/java/openjdk/bin:$PATH \
    PYTORCH_VERSION=2.7.1 \
    PYTORCH_FLAVOR=cu128 \
    PYTORCH_LIBRARY_PATH=/opt/conda/lib/python3.11/site-packages/torch/lib \
    DJL_CACHE_DIR=/tmp/djl
USER 10001:10001
WORKDIR /tmp
EXPOSE 9000
ENTRYPOINT ["/opt/understudy/bin/understudy-student"]
CMD ["student", "--models=/data/students", "--listen=0.0.0.0:9000"]
