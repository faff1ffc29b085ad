# syntax=docker/dockerfile:1.7
# The server of students, on CPUs.
#   docker build -f deploy/images/understudy-student.Dockerfile -t understudy-student .
FROM eclipse-temurin:17.0.15_6-jdk-jammy AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 deploy/images/build understudy-student /opt/understudy

FROM eclipse-temurin:17.0.15_6-jre-jammy
COPY --from=build /opt/understudy /opt/understudy
# Native libraries are unpacked where the process may write.
ENV DJL_CACHE_DIR=/tmp/djl
USER 10001:10001
WORKDIR /tmp
EXPOSE 9000
ENTRYPOINT ["/opt/understudy/bin/understudy-student"]
CMD ["student", "--models=/data/students", "--listen=0.0.0.0:9000"]
