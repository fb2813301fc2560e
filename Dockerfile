# The service and the command line. docs/operations.md says how to run it.
FROM denoland/deno:2.9.6

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
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD ["deno", "eval", "--no-config", "Deno.exit((await fetch('http://127.0.0.1:' + Deno.env.get('PORT') + '/health')).ok ? 0 : 1)"]

# The permissions of the task "start", for this image's address and folders.
CMD ["deno", "run", "--cached-only", "--no-prompt", "--allow-net=0.0.0.0", "--allow-env=HOST,PORT,OTEL_DENO,ROTE_*", "--allow-read=/app,/data", "--allow-write=/data", "main.ts"]
