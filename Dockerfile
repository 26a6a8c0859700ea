# The bot as an image that runs as nobody in particular, with a root filesystem that may be read-only:
#   docker build -t need-to-know . && docker run --read-only --env-file settings.env -v ntk:/data -p 127.0.0.1:3978:3978 need-to-know
# It holds no secret and no council's data. docs/deploying.md says what it is given.

FROM python:3.11.14-slim-bookworm AS build
WORKDIR /app
COPY requirements.txt .
RUN python -m venv --without-pip /venv \
    && pip --python /venv/bin/python install --no-cache-dir --disable-pip-version-check --only-binary :all: -r requirements.txt
COPY app.py .
COPY bot bot
COPY dialogs dialogs
COPY manifest manifest
COPY state state
RUN python -m compileall -q .

FROM python:3.11.14-slim-bookworm
# With the last of these PostgreSQL's `sslrootcert=system` finds the certificates of this image.
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    NTK_DATA=/data \
    NTK_LOG=json \
    SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
RUN install --directory --owner 10001 --group 10001 --mode 700 /data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER 10001:10001
VOLUME /data
EXPOSE 3978
# The first start after an update reads every document; after that, three failures mean that it is not well.
HEALTHCHECK --interval=30s --timeout=10s --start-period=5m --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ.get('PORT') or 3978}/healthz\", timeout=8)"]
ENTRYPOINT ["python", "app.py"]
CMD ["serve"]
