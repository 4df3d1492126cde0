# The panel as a small image: ./mvnw package && docker build -t understudy .
FROM debian:trixie-slim AS jre
RUN apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openjdk-25-jre-headless \
 && apt-get clean && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 990 --home-dir /data --no-create-home --shell /usr/sbin/nologin understudy \
 && install -d -m 700 -o understudy -g understudy /data

FROM jre AS layers
COPY target/understudy.jar /
RUN java -Djarmode=tools -jar /understudy.jar extract --layers --destination /layers && mkdir -p /layers/snapshot-dependencies/lib

FROM jre
WORKDIR /opt/understudy
ENV UNDERSTUDY_DATA_DIR=/data SERVER_ADDRESS=0.0.0.0 SERVER_PORT=8080
# libraries change seldom, so they are a layer of their own below the application
COPY --from=layers /layers/dependencies/ /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
RUN echo '-XX:+UseSerialGC -Xmx160m -Xss512k -XX:TieredStopAtLevel=1 -XX:MaxMetaspaceSize=160m' > jvm.options
# one trial start, in a directory of its own, leaves a cache that makes each later start quicker
RUN UNDERSTUDY_DATA_DIR=/tmp/trial java @jvm.options -XX:AOTCacheOutput=understudy.aot -Dspring.context.exit=onRefresh \
      -jar understudy.jar > /tmp/trial.log 2>&1 || { grep -v -i password /tmp/trial.log; exit 1; }; rm -rf /tmp/* && test -s understudy.aot
USER understudy
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/$SERVER_PORT && printf 'GET /actuator/health/liveness HTTP/1.0\r\n\r\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
ENTRYPOINT ["java", "@/opt/understudy/jvm.options", "-XX:AOTCache=/opt/understudy/understudy.aot", "-jar", "/opt/understudy/understudy.jar"]
