# syntax=docker/dockerfile:1.7
# The gateway, the practice teacher, and the commands that look after captures and rules.
#   docker build -f deploy/images/understudy.Dockerfile -t understudy .
FROM eclipse-temurin:17.0.15_6-jdk-jammy AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 deploy/images/build understudy /opt/understudy

FROM eclipse-temurin:17.0.15_6-jre-jammy
COPY --from=build /opt/understudy /opt/understudy
USER 10001:10001
WORKDIR /tmp
EXPOSE 8080 8081
ENTRYPOINT ["/opt/understudy/bin/understudy"]
CMD ["gateway", "--config=/etc/understudy/settings/gateway.yaml"]
