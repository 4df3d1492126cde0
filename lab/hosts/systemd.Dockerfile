# The same server with systemd as process 1: its unit restarts a killed mysqld. Needs --cap-add SYS_ADMIN.
# trixie's systemd, because sid's refuses a machine with the older control groups; MySQL 9.7 comes from sid.
FROM debian:trixie-slim
COPY files/apt-prep files/apt-clean files/lab-small.cnf files/add-sid /opt/lab/
RUN /opt/lab/apt-prep \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      systemd systemd-sysv dbus openssh-client openssh-server sudo socat procps iproute2 gzip zstd netcat-openbsd \
 && apt-mark hold systemd systemd-sysv libsystemd-shared && /opt/lab/add-sid \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -t unstable mysql-server \
 && /opt/lab/apt-clean
COPY files/ /opt/lab/
RUN /opt/lab/setup-host && /opt/lab/setup-mysql package
VOLUME /var/lib/mysql
EXPOSE 22 13306
STOPSIGNAL SIGRTMIN+3
ENV LAB_INIT=systemd
ENTRYPOINT ["/opt/lab/host-entrypoint"]
