# The service and the command line. docs/operations.md says how to run it, and how to pin the image
# that it stands on by its digest.
ARG DENO_IMAGE=denoland/deno:2.9.6
FROM ${DENO_IMAGE}

WORKDIR /app
COPY . .
# Packages are fetched while the image is built, as deno.lock has them; later nothing is fetched.
RUN deno install --frozen --entrypoint main.ts cli/main.ts \
 && mkdir /data && chown deno:deno /data

# HOST is no loopback address, so the service does not start without ROTE_API_KEYS.
ENV HOST=0.0.0.0 \
    PORT=8000 \
    ROTE_STORE=/data/rote.db \
    DENO_NO_UPDATE_CHECK=1

USER deno
VOLUME /data
EXPOSE 8000
# It may ask this machine and nothing else. In a shell, for PORT.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD exec deno run --no-config --no-lock --cached-only --no-prompt --quiet --allow-net=127.0.0.1 health_check.ts "$PORT"

# The permissions of the task "start", for this image's address and folders.
CMD ["deno", "run", "--cached-only", "--no-prompt", "--frozen", "--quiet", "--allow-net=0.0.0.0", "--allow-env=HOST,PORT,OTEL_DENO,ROTE_*", "--allow-read=/data,/app/compat,/app/lib,/app/models,/app/routes", "--allow-write=/data", "main.ts"]
