# A host without any database server: sshd and sudo.
FROM debian:trixie-slim
COPY files/apt-prep files/apt-clean files/lab-small.cnf /opt/lab/
RUN /opt/lab/apt-prep \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      openssh-client openssh-server sudo tini procps iproute2 gzip \
 && /opt/lab/apt-clean
COPY files/setup-host files/host-entrypoint /opt/lab/
RUN /opt/lab/setup-host
EXPOSE 22
ENV LAB_MYSQL=off
ENTRYPOINT ["/usr/bin/tini", "--", "/opt/lab/host-entrypoint"]
