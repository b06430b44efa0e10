FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /srv/ketnoi
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock
COPY . .
RUN pip install --no-deps --no-build-isolation -e . \
    && useradd --system --home /srv/ketnoi ketnoi \
    && mkdir /data && chown ketnoi /data
USER ketnoi
ENV KETNOI_DATABASE_URL=sqlite:////data/ketnoi.db
VOLUME /data
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=3)"]
CMD ["sh", "-c", "ketnoi migrate && exec ketnoi serve --host 0.0.0.0 --port 8000"]
