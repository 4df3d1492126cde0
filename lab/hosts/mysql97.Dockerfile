# A small Debian server with MySQL 9.7, as a reader of the documents has it. LAYOUT says where its settings live:
#   single    one /etc/mysql/my.cnf with commented options
#   package   the package's own symlinks and include folders, settings in mysql.conf.d/mysqld.cnf
FROM debian:sid-slim
COPY files/apt-prep files/apt-clean files/lab-small.cnf /opt/lab/
RUN /opt/lab/apt-prep \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      mysql-server openssh-client openssh-server sudo tini socat procps iproute2 gzip zstd netcat-openbsd \
 && /opt/lab/apt-clean
COPY files/ /opt/lab/
ARG LAYOUT=single
RUN /opt/lab/setup-host && /opt/lab/setup-mysql "$LAYOUT"
# a volume, not an image layer: overlayfs can't rename directories of a lower layer (CLONE and DROP DATABASE need it)
VOLUME /var/lib/mysql
EXPOSE 22 13306
ENTRYPOINT ["/usr/bin/tini", "--", "/opt/lab/host-entrypoint"]
