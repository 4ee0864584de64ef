# syntax=docker/dockerfile:1
# Knooppunt on Node 24. Two stages: the first compiles (better-sqlite3 has no prebuilt binary for every platform), the
# second holds only what runs. See docs/operations.md for how it is run, and for what was tried and what was not.

FROM node:24-bookworm AS bouw
WORKDIR /app
ENV NODE_ENV=development
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 make g++ \
 && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json tsconfig.json ./
# the build runs by itself at install; it needs the sources
COPY bin ./bin
COPY src ./src
RUN npm ci --no-audit --no-fund
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production \
    KNOOPPUNT_DATA=/var/lib/knooppunt \
    KNOOPPUNT_CONFIG=/etc/knooppunt/knooppunt.yaml
RUN useradd --system --uid 10001 --home-dir /var/lib/knooppunt --create-home --shell /usr/sbin/nologin knooppunt
COPY --from=bouw /app/package.json ./
COPY --from=bouw /app/bin ./bin
COPY --from=bouw /app/dist/src ./dist/src
COPY --from=bouw /app/node_modules ./node_modules
COPY xsd ./xsd
COPY routing ./routing
# a demo by default; an operator mounts his own file over this one
COPY docs/voorbeelden/container.yaml /etc/knooppunt/knooppunt.yaml
USER knooppunt
# everything that is written goes here: with it mounted, the root file system can be read-only
VOLUME ["/var/lib/knooppunt"]
EXPOSE 8443
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "bin/gezond.js", "https://127.0.0.1:8443/health/ready"]
STOPSIGNAL SIGTERM
CMD ["node", "--single-threaded-gc", "bin/knooppunt.js", "start"]
