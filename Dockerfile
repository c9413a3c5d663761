# The server with the embedded engine; docker-compose.yml puts a Neo4j beside it. Written without a docker at hand:
# checked by parsing (tests/docs/test_deploy.py). Pin the base by digest when you build for production.
FROM python:3.12-slim AS build
WORKDIR /app
RUN python -m venv /opt/zhize
COPY requirements.txt ./
RUN /opt/zhize/bin/pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY graph ./graph
COPY ingest ./ingest
COPY api ./api
COPY viz ./viz
COPY samples ./samples
RUN /opt/zhize/bin/pip install --no-cache-dir --no-deps --no-build-isolation -e .

FROM python:3.12-slim
# LibreOffice reads .doc, .rtf, .odt, .ods and .xlsb; without it these are refused with the way out
RUN apt-get update \
    && apt-get install -y --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin zhize \
    && install -d -o zhize -g zhize -m 0700 /data
COPY --from=build /opt/zhize /opt/zhize
COPY --from=build /app /app
ENV PATH=/opt/zhize/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    ZHIZE_HOME=/data \
    ZHIZE_HOST=0.0.0.0 \
    ZHIZE_PORT=8000
WORKDIR /data
VOLUME /data
EXPOSE 8000
USER zhize
# Bound off loopback: without a token the server does not start (docs/howto/deploy.md says how to make the first).
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=6 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/api/v1/health', timeout=4)"]
CMD ["zhize", "serve"]
