# A Secondhand host as the documents have it: the MySQL server of the package layout, and beside it Apache with Passenger and a
# small Ruby application that stands for Secondhand. BASE is the image of the package layout.
ARG BASE
FROM ${BASE}
RUN /opt/lab/apt-prep \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      apache2 libapache2-mod-passenger ruby-activerecord ruby-mysql2 iputils-arping curl \
 && /opt/lab/apt-clean
COPY secondhand/ /opt/lab/secondhand/
RUN /opt/lab/secondhand/deploy
EXPOSE 80
