# A machine with HAProxy; what it balances is written to /etc/haproxy/haproxy.cfg later. BASE is the image without a server.
ARG BASE
FROM ${BASE}
RUN /opt/lab/apt-prep \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends haproxy iputils-arping curl \
 && /opt/lab/apt-clean
